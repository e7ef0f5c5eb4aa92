/** How often one strategy's answers are preferred to another's, and what both cost. */
import type { Side } from './contender';
import { byQuestion, meanOf, shareOf, type MeanOverQuestions } from './perQuestion';
import { leftScore, type QuestionKind, type Vote } from './vote';

/** What the votes on the answers of two strategies come to, seen from the first. */
export interface WinRate {
  readonly strategy: string;
  readonly against: string;
  readonly votes: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  readonly bothBad: number;
  /** Share of questions won, ties and "both bad" counting half. */
  readonly rate: MeanOverQuestions | null;
  readonly byKind: Readonly<Partial<Record<QuestionKind, MeanOverQuestions>>>;
  /** The first less the second, paired by question; null where it is not known of both. */
  readonly difference: Readonly<Record<Measure, MeanOverQuestions | null>>;
}

type Measure = 'usd' | 'costB' | 'ms';
const measures: readonly Measure[] = ['usd', 'costB', 'ms'];

/** Strategies that met, as pairs, each once: the one that comes first in `order` against the other. */
export function pairsOf(votes: readonly Vote[], order: readonly string[]): (readonly [string, string])[] {
  const met = new Set(votes.map(({ left, right }) => pairKey(left.strategy, right.strategy)));
  return order.flatMap((one, at) =>
    order.slice(at + 1).flatMap((other) => (met.has(pairKey(one, other)) ? [[one, other] as const] : [])),
  );
}

/** Counts the votes of two strategies that met, whichever of them was on the left. */
export function winRate(votes: readonly Vote[], strategy: string, against: string): WinRate {
  const met = votes.filter(
    ({ left, right }) => pairKey(left.strategy, right.strategy) === pairKey(strategy, against),
  );
  const count = (isOne: (vote: Vote) => boolean) => met.filter(isOne).length;
  const score = (vote: Vote) => scoreOf(vote, strategy);
  const kinds = [...new Set(met.map(({ kind }) => kind))].sort();
  const rateOf = (some: readonly Vote[]) => shareOf(byQuestion(some, ({ question }) => question, score));
  return {
    strategy,
    against,
    votes: met.length,
    wins: count((vote) => score(vote) === 1),
    losses: count((vote) => score(vote) === 0),
    ties: count(({ verdict }) => verdict === 'tie'),
    bothBad: count(({ verdict }) => verdict === 'both_bad'),
    rate: rateOf(met),
    byKind: Object.fromEntries(
      kinds.map((kind) => [kind, rateOf(met.filter((vote) => vote.kind === kind))!]),
    ),
    difference: {
      usd: differenceOf(met, strategy, 'usd'),
      costB: differenceOf(met, strategy, 'costB'),
      ms: differenceOf(met, strategy, 'ms'),
    },
  };
}

function differenceOf(votes: readonly Vote[], strategy: string, measure: Measure): MeanOverQuestions | null {
  const known = votes.filter(
    ({ left, right }) => left[measure] !== undefined && right[measure] !== undefined,
  );
  const values = byQuestion(
    known,
    ({ question }) => question,
    (vote) => {
      const [own, other] = sidesOf(vote, strategy);
      return own[measure]! - other[measure]!;
    },
  );
  return meanOf(values);
}

/** Mean of what each answer of a strategy took; absent where it is known of none. */
export function meanTaken(
  votes: readonly Vote[],
  strategy: string,
): Readonly<Partial<Record<Measure, number>>> {
  const sides = new Map<string, Side>();
  for (const { question, left, right } of votes) {
    for (const side of [left, right]) if (side.strategy === strategy) sides.set(question, side);
  }
  const taken: Partial<Record<Measure, number>> = {};
  for (const measure of measures) {
    const known = [...sides.values()].flatMap((side) => side[measure] ?? []);
    if (known.length > 0) taken[measure] = known.reduce((sum, value) => sum + value, 0) / known.length;
  }
  return taken;
}

/** 1 where the strategy's answer won, 0 where it lost. */
function scoreOf({ left, verdict }: Vote, strategy: string): number {
  return left.strategy === strategy ? leftScore(verdict) : 1 - leftScore(verdict);
}

function sidesOf({ left, right }: Vote, strategy: string): readonly [Side, Side] {
  return left.strategy === strategy ? [left, right] : [right, left];
}

function pairKey(one: string, other: string): string {
  return JSON.stringify([one, other].sort());
}
