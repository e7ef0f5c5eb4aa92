/** A finished route in one line: who answered, how good it is likely to be, what it took. */
import { dollars } from '../../der/dollars';
import type { Trace } from '../../der/trace';

/** Undefined where there is no answer. Plain text, except for `separator`. */
export function summary({ final, steps, pool, totals, models }: Trace): string | undefined {
  if (!final) return undefined;
  const nameOf = (id: string) => pool.find((expert) => expert.id === id)?.name ?? id;
  const chain = steps.map(({ expert }) => nameOf(expert)).join(' → ');
  const judged = steps.at(-1)?.judged[final.step];
  const quality =
    judged === undefined ? [] : [`predicted quality ${(Math.floor(judged * 100) / 100).toFixed(2)}`];
  return [
    chain,
    ...quality,
    ...(models.trained ? [] : ['untrained networks']),
    spent(totals),
    `${(totals.totalMs / 1000).toFixed(1)} s`,
  ].join(' · ');
}

/** Unknown is told as unknown. */
function spent({ usd, usdIncomplete }: Trace['totals']): string {
  if (usd === undefined) return usdIncomplete ? 'cost unknown' : 'free';
  return usdIncomplete ? `at least ${dollars(usd)}` : dollars(usd);
}

/** Why a route has no answer, with what each expert said. */
export function noAnswer({ attempts, error, stop, pool }: Trace): string {
  if (error !== undefined) return error;
  if (stop === 'user') return 'Stopped before an answer was finished.';
  const nameOf = (id: string) => pool.find((expert) => expert.id === id)?.name ?? id;
  const said = attempts.map(({ expert, error: { message } }) => `${nameOf(expert)}: ${message}`);
  return ['Nobody answered.', ...said, 'Run "DER: Diagnose" to see who can.'].join(' ');
}
