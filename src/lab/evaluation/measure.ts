/** Runs a method over cases and sums up what it reached and what it spent. */
import { setImmediate as eventsFirst } from 'node:timers/promises';
import type { RecordedExpert } from '../../learn/recordedAnswers';
import type { Graded } from './cases';
import type { Method, MethodResult, Setting } from './method';

/** One value per case. */
export interface MeasuredMethod {
  readonly quality: Float64Array;
  /** Σ costB of the calls. */
  readonly cost: Float64Array;
  readonly calls: Float64Array;
  /** Σ billions of parameters; null where a called expert's are not known. */
  readonly paramsB: Float64Array | null;
  /** Σ billions of parameters × answer tokens; null where either is not known. */
  readonly paramsTokens: Float64Array | null;
  /** Σ list price; null where a call's is not known. */
  readonly usd: Float64Array | null;
  readonly outcomes: readonly (readonly MethodResult[])[];
  /** Quality of what would have been returned after each step; empty where the method does not tell. */
  readonly qualityByStep: readonly (readonly number[])[];
}

/** A method with one of its settings. */
export interface MethodTrial {
  readonly method: Method;
  readonly setting: Setting;
}

/**
 * Runs all trials over all cases: case by case, since methods remember what they worked out about the case at hand, and
 * at the same time, so that networks can decide for many at once.
 * Lets events, Ctrl-C among them, through from time to time.
 * @returns one measurement for each trial
 * @throws the signal's reason
 */
export async function measure(
  trials: readonly MethodTrial[],
  cases: readonly Graded[],
  pool: readonly RecordedExpert[],
  { signal, onCase }: { readonly signal: AbortSignal; readonly onCase?: (done: number) => void },
): Promise<MeasuredMethod[]> {
  const outcomes = trials.map((): (readonly MethodResult[])[] => []);
  for (const [done, { question }] of cases.entries()) {
    await eventsFirst();
    signal.throwIfAborted();
    onCase?.(done);
    const found = await Promise.all(trials.map(({ method, setting }) => method.run(question, setting)));
    found.forEach((outcome, at) => outcomes[at]!.push('asked' in outcome ? [outcome] : outcome));
  }
  return outcomes.map((own) => summed(own, cases, pool));
}

/** What these outcomes of the cases reached and spent. */
function summed(
  outcomes: readonly (readonly MethodResult[])[],
  cases: readonly Graded[],
  pool: readonly RecordedExpert[],
): MeasuredMethod {
  const perCase = (value: (outcome: MethodResult, graded: Graded) => number | null): Float64Array =>
    Float64Array.from(cases, (graded, index) => {
      const equallyLikely = outcomes[index]!;
      return (
        equallyLikely.reduce((sum, each) => sum + (value(each, graded) ?? NaN), 0) / equallyLikely.length
      );
    });
  const calls = (value: (member: number, graded: Graded) => number | null) =>
    perCase(({ asked }, graded) => asked.reduce((sum, member) => sum + (value(member, graded) ?? NaN), 0));
  const tokens = (member: number, { question }: Graded) => question.answers[member]!.outTokens;
  return {
    quality: perCase(({ chosen }, { quality }) => quality[chosen]!),
    cost: calls((member) => pool[member]!.costB),
    calls: perCase(({ asked }) => asked.length),
    paramsB: known(calls((member) => pool[member]!.paramsB)),
    paramsTokens: known(
      calls((member, graded) => {
        const [size, length] = [pool[member]!.paramsB, tokens(member, graded)];
        return size === null || length === null ? null : size * length;
      }),
    ),
    usd: known(calls((member, { question }) => question.answers[member]!.costUsd)),
    outcomes,
    qualityByStep: outcomes.map(([first], index) =>
      (first?.bestByStep ?? []).map((member) => cases[index]!.quality[member]!),
    ),
  };
}

/** Measurements of different cases, one after the other. */
export function concatenated(parts: readonly MeasuredMethod[]): MeasuredMethod {
  if (parts.length === 1) return parts[0]!;
  const all = (values: (part: MeasuredMethod) => Float64Array) =>
    Float64Array.from(parts.flatMap((part) => [...values(part)]));
  const whereKnown = (values: (part: MeasuredMethod) => Float64Array | null) =>
    parts.every((part) => values(part) !== null) ? all((part) => values(part)!) : null;
  return {
    quality: all((part) => part.quality),
    cost: all((part) => part.cost),
    calls: all((part) => part.calls),
    paramsB: whereKnown((part) => part.paramsB),
    paramsTokens: whereKnown((part) => part.paramsTokens),
    usd: whereKnown((part) => part.usd),
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
    qualityByStep: parts.flatMap(({ qualityByStep }) => qualityByStep),
  };
}

function known(values: Float64Array): Float64Array | null {
  return values.some(Number.isNaN) ? null : values;
}
