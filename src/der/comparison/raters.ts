/** What raters have in common, and what besides the answers' worth may sway them. */
import { krippendorff } from '../statistics/krippendorff';
import { byQuestion, shareOf, type MeanOverQuestions } from './perQuestion';
import { isDecided, leftScore, type Vote } from './vote';

/** How far raters agree with each other. */
export interface RaterAgreement {
  readonly raters: number;
  /** Pairs of answers that at least two raters have judged. */
  readonly shared: number;
  /** Share of pairs of raters on one pair of answers who said the same; null where no two met. */
  readonly same: number | null;
  /** Krippendorff's α over four verdicts; null where it is not defined. */
  readonly nominal: number | null;
  /** α where a tie, of good answers or of bad, lies between the two preferences. */
  readonly ordinal: number | null;
}

/** Compares the verdicts of raters who saw the same two strategies' answers to the same question. */
export function raterAgreement(votes: readonly Vote[]): RaterAgreement {
  const pairs = new Map<string, Vote[]>();
  for (const vote of votes) {
    const sides = [vote.left.strategy, vote.right.strategy].sort();
    const key = JSON.stringify([vote.question, sides]);
    pairs.set(key, [...(pairs.get(key) ?? []), vote]);
  }
  const units = [...pairs.values()];
  const nominal = units.map((unit) => unit.map(category));
  const ordinal = units.map((unit) => unit.map((vote) => 2 * firstScore(vote)));
  return {
    raters: new Set(votes.map(({ rater }) => rater)).size,
    shared: units.filter((unit) => unit.length > 1).length,
    same: shareTheSame(nominal),
    nominal: krippendorff(nominal, 4, 'nominal') ?? null,
    ordinal: krippendorff(ordinal, 3, 'ordinal') ?? null,
  };
}

/** The verdict whatever side each answer was shown on. */
function category(vote: Vote): number {
  if (vote.verdict === 'both_bad') return 3;
  return 2 * firstScore(vote);
}

/** 1 where the strategy that comes first by name won. */
function firstScore({ left, right, verdict }: Vote): number {
  return left.strategy < right.strategy ? leftScore(verdict) : 1 - leftScore(verdict);
}

function shareTheSame(units: readonly (readonly number[])[]): number | null {
  let [same, pairs] = [0, 0];
  for (const values of units) {
    values.forEach((one, at) => {
      for (const other of values.slice(at + 1)) {
        pairs += 1;
        same += Number(one === other);
      }
    });
  }
  return pairs === 0 ? null : same / pairs;
}

/** Share of decided votes for the answer on the left; .5 where the place does not matter. */
export function orderEffect(votes: readonly Vote[]): MeanOverQuestions | null {
  return shareOf(
    byQuestion(
      votes.filter(isDecided),
      ({ question }) => question,
      ({ verdict }) => leftScore(verdict),
    ),
  );
}

/** Share of decided votes for the longer answer; .5 where length does not matter. */
export function lengthEffect(votes: readonly Vote[]): MeanOverQuestions | null {
  const differing = votes.filter((vote) => isDecided(vote) && vote.left.characters !== vote.right.characters);
  return shareOf(
    byQuestion(
      differing,
      ({ question }) => question,
      ({ left, right, verdict }) => Number(left.characters > right.characters === (verdict === 'left')),
    ),
  );
}
