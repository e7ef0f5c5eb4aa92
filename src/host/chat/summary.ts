/** A finished route in one line: who answered, how likely it is right, what checks found, what it took. */
import { t } from '@vscode/l10n';
import { dollars, duration, quality } from '../../der/core/format';
import { factsOf } from '../../der/evidence/facts';
import type { Trace } from '../../der/trace/trace';
import { findingWords } from '../../findingWords';
import { language } from '../../language';
import { likelihoodOf, likelihoodWords } from '../../likelihood';

/** Undefined where there is no answer. Plain text, except for `separator`. */
export function summary({ final, steps, pool, totals, models }: Trace): string | undefined {
  if (!final) return undefined;
  const nameOf = (id: string) => pool.find((expert) => expert.id === id)?.name ?? id;
  const chain = steps.map(({ expert }) => nameOf(expert)).join(' → ');
  const last = steps.at(-1);
  const judged = last?.judged[final.step];
  const found = last?.checked ? findingWords(factsOf(last.checked, final.step)) : [];
  const likely = judged === undefined ? [] : [likelihood(judged)];
  return [
    chain,
    ...likely,
    ...found,
    ...(models.trained ? [] : [t('untrained networks')]),
    spent(totals),
    duration(totals.totalMs, language),
  ].join(' · ');
}

/** In words first; the chat has no place behind which the number could stand. */
function likelihood(judged: number): string {
  return `${likelihoodWords(likelihoodOf(judged))} (${quality(judged, language)})`;
}

/** Unknown is told as unknown. */
function spent({ usd, usdIncomplete }: Trace['totals']): string {
  if (usd === undefined) return usdIncomplete ? t('cost unknown') : t('free');
  const words = dollars(usd, language);
  return usdIncomplete ? t('at least {0}', words) : words;
}

/** Why a route has no answer, with what each expert said. */
export function noAnswer({ attempts, error, stop, pool }: Trace): string {
  if (error !== undefined) return error;
  if (stop === 'user') return t('Stopped before an answer was finished.');
  const nameOf = (id: string) => pool.find((expert) => expert.id === id)?.name ?? id;
  const said = attempts.map(({ expert, error: { message } }) => `${nameOf(expert)}: ${message}`);
  return [t('Nobody answered.'), ...said, t('Run "DER: Diagnose" to see who can.')].join(' ');
}
