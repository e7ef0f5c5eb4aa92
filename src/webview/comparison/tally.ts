/** What a person's comparisons come to so far. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import { count, counted, fixed, percent } from '../elements/numbers';
import type { PredictionTally, TallyView } from '../comparisonMessages';

export function tallyList(
  tallies: readonly TallyView[],
  prediction: PredictionTally | null,
): TemplateResult | typeof nothing {
  if (tallies.length === 0) return nothing;
  return html`
    <section class="tallies">
      <h2>${t('Your comparisons so far')}</h2>
      <ul>
        ${tallies.map((tally) => html`<li>${pair(tally)}</li>`)}
      </ul>
      ${prediction ? html`<p>${predictionWords(prediction)}</p>` : nothing}
    </section>
  `;
}

function pair({
  labels: [one, other],
  rate,
  questions,
  wins,
  losses,
  ties,
  bothBad,
  byKind,
}: TallyView): TemplateResult {
  const [low, high] = rate.ci95;
  const counts = t(
    '{0} won, {1} lost, {2} equally good, {3} both bad',
    count(wins),
    count(losses),
    count(ties),
    count(bothBad),
  );
  const kinds = byKind.map(({ kind, mean, questions: some }) =>
    t('{0}: {1} of {2}', kind, percent(mean), count(some)),
  );
  return html`
    <b>${t('{0} against {1}', one, other)}</b>
    <p>
      ${t('wins {0} (95 %: {1} to {2}) of {3}', percent(rate.mean), percent(low), percent(high), counted(questions, 'question'))}
    </p>
    <p class="muted">${counts}${kinds.length > 1 ? html`<br />${kinds.join(' · ')}` : nothing}</p>
  `;
}

function predictionWords({ decided, auc, ci95, ece }: PredictionTally): string {
  const ranking = ci95
    ? t('{0} (95 %: {1} to {2})', fixed(auc, 2), fixed(ci95[0], 2), fixed(ci95[1], 2))
    : fixed(auc, 2);
  return t(
    'P̂ against you: AUC {0} over {1}, .5 being chance; calibration error {2}.',
    ranking,
    counted(decided, 'decided comparison'),
    fixed(ece, 2),
  );
}
