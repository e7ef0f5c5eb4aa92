/** What checks found about an answer, in the person's language: for the panel's cards and the editor's chat. */
import { t } from '@vscode/l10n';
import type { Facts } from './der/evidence/facts';
import { language } from './language';

/** "runs", "3 of 3 examples", "behaves as answers 1 and 3"; empty where there is nothing to say. */
export function findingWords({ fault, runs, examples, like, problems, passesOwn, cannot }: Facts): string[] {
  const words: string[] = [];
  if (fault) {
    words.push(fault.line === undefined ? t('does not parse') : t('line {0} does not parse', fault.line));
  }
  if (runs !== undefined) words.push(runs ? t('runs') : t('does not run'));
  if (examples?.earlier) words.push(t('{0} of {1} earlier examples', examples.passed, examples.stated));
  else if (examples) words.push(t('{0} of {1} examples', examples.passed, examples.stated));
  const numbers = new Intl.ListFormat(language).format(like.map((other) => String(other + 1)));
  if (like.length === 1) words.push(t('behaves as answer {0}', numbers));
  if (like.length > 1) words.push(t('behaves as answers {0}', numbers));
  if (problems === 0) words.push(t('adds no problems'));
  if (problems === 1) words.push(t('adds one problem'));
  if (problems !== undefined && problems > 1) words.push(t('adds {0} problems', problems));
  if (passesOwn !== undefined) words.push(passesOwn ? t('passes your check') : t('fails your check'));
  if (cannot !== undefined) words.push(t('not run'));
  return words;
}
