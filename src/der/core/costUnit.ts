/**
 * What α counts for a call: compute, money or time. All three come to one scale, billions of parameters, which the
 * policy was trained on and α is set for, so that a slider keeps its meaning whatever is counted.
 */
import { usdPerMtokPerB } from './cost';
import type { CostUnit, Expert, ExpertSummary } from './experts';

/** Everything that a cost may be counted in. */
export const costUnits: readonly CostUnit[] = ['compute', 'money', 'time'];

/**
 * Seconds to an answer's end that count as a billion parameters. At eight bits they are a gigabyte, read once for
 * every token: at 500 GB/s, the memory of a good desktop, 250 tokens take half a second.
 */
const secondsPerB = 0.5;

/**
 * The expert with its cost in a unit. Where its price or its time is not known, it costs what its size says, as an
 * estimate. Tools cost nothing in any unit.
 * @param expert as its provider made it.
 * @param seconds that it usually takes, where this was measured.
 */
export function inUnit(expert: Expert, unit: CostUnit, seconds: number | undefined): Expert {
  if (unit === 'compute') return expert;
  const { costB, costEstimated } = expert;
  const known = expert.tool ? 0 : unit === 'money' ? priceInB(expert) : timeInB(seconds);
  return {
    ...expert,
    costB: known ?? costB,
    costEstimated: known === undefined,
    counts: { unit, sizeB: costB, sizeEstimated: costEstimated },
    ask: (request, signal) => expert.ask(request, signal),
  };
}

function priceInB({ price }: Expert): number | undefined {
  return price && price.answerPerMtok / usdPerMtokPerB;
}

function timeInB(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : inB(seconds);
}

/** Billions of parameters that seconds stand for. */
export function inB(seconds: number): number {
  return seconds / secondsPerB;
}

/** US dollars per million answer tokens that a cost stands for. */
export function usdPerMtokOf(costB: number): number {
  return costB * usdPerMtokPerB;
}

/** Seconds that a cost stands for. */
export function secondsOf(costB: number): number {
  return costB * secondsPerB;
}

/** What α counts in a pool. */
export function unitOf(pool: readonly ExpertSummary[]): CostUnit {
  return pool[0]?.counts?.unit ?? 'compute';
}

/** Size of an expert in billions of parameters, whatever α counts, and whether it is an estimate. */
export function sizeOf(expert: Pick<ExpertSummary, 'costB' | 'costEstimated' | 'counts'>): {
  readonly sizeB: number;
  readonly sizeEstimated: boolean;
} {
  return expert.counts ?? { sizeB: expert.costB, sizeEstimated: expert.costEstimated };
}
