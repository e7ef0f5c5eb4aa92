/** How likely an answer is right, in the person's language: for the panel's cards and the editor's chat. */
import { t } from '@vscode/l10n';

export type Likelihood = 'right' | 'unsure' | 'wrong';

/** Predicted qualities that are put into words, whatever is good enough for the person. */
const [likely, unlikely] = [0.75, 0.25];

export function likelihoodOf(quality: number): Likelihood {
  if (quality >= likely) return 'right';
  return quality < unlikely ? 'wrong' : 'unsure';
}

export function likelihoodWords(likelihood: Likelihood): string {
  if (likelihood === 'unsure') return t('unsure');
  return likelihood === 'right' ? t('likely right') : t('likely wrong');
}
