/** Who gave the answers that were compared. */
import { html, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { counted, dollars, duration, quality } from '../elements/numbers';
import type { UncoveredSide } from '../comparisonMessages';
import type { BlindRating } from '../protocol';

export function verdictWords(
  verdict: BlindRating['verdict'],
  same: boolean,
  [left, right]: readonly [UncoveredSide, UncoveredSide],
): string {
  if (same) return t('Both gave the same answer, so there was nothing to judge: it counts as a tie.');
  if (verdict === 'tie') return t('Equally good: {0} and {1}.', left.label, right.label);
  if (verdict === 'both_bad') return t('Both are bad: {0} and {1}.', left.label, right.label);
  const [better, other] = verdict === 'left' ? [left, right] : [right, left];
  return t('You preferred {0} to {1}.', better.label, other.label);
}

export function uncoveredSide({
  label,
  expert,
  steps,
  ms,
  usd,
  quality: predicted,
}: UncoveredSide): TemplateResult {
  const facts = [
    counted(steps, 'answer'),
    duration(ms),
    usd === undefined ? t('price not known') : dollars(usd),
    ...(predicted === undefined ? [] : [t('P̂ {0}', quality(predicted))]),
  ];
  const by = label === expert ? '' : t('answered by {0}', expert);
  return html`
    <p class="who"><b>${label}</b> ${by}</p>
    <p class="muted">${facts.join(' · ')}</p>
  `;
}
