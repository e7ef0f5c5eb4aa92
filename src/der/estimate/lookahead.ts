/**
 * Looking ahead in the belief: what asking an expert is worth, alone and with the best questions after it.
 *
 * One step is not enough. A second opinion alone seldom changes which answer is best, so that its gain is about zero
 * although a third one would decide between the first two: looking one step ahead, nobody asks twice.
 */
import type { Outlooks, Prospect } from './outlooks';

/** An expert as a plan sees it. */
export interface Option {
  /** Chance that its answer to this question is right. */
  readonly skill: number;
  /** α · cost: what asking it costs, in units of quality. */
  readonly price: number;
  readonly open: boolean;
}

/** What asking one expert is expected to bring. */
export interface Outlook extends Prospect {
  /** Reward (telescoped form) of its answer, were it the last one. */
  readonly net: number;
  /** The same with whoever is worth asking after it, whatever it says; at least `net`. */
  readonly plan: number;
}

/** Experts that are followed further; for all others of a larger pool the plan ends with their answer. */
const followed = 8;
/** Experts that are considered after each answer. */
const considered = 4;
/** Answers less likely than this are not followed to a third question. */
const leastChance = 0.02;

/** What a plan is valued by, and how far it looks. */
export interface Horizon {
  readonly beta: number;
  readonly p0: number;
  readonly stepsLeft: number;
  /** Questions that a plan may hold. Two take about a millisecond; the third takes ten times as long. */
  readonly depth?: 2 | 3;
}

/** Outlook of every expert, in order. */
export function lookAhead(belief: Outlooks, options: readonly Option[], horizon: Horizon): Outlook[] {
  const { beta, p0, stepsLeft, depth = 2 } = horizon;
  // The first answer's price is weighed like its quality; see `stepReward`.
  const priceWeight = belief.best === 0 ? 1 + beta : 1;
  const prospects = options.map(({ skill }) => belief.prospect(skill, p0));
  const nets = options.map(({ price }, index) => (1 + beta) * prospects[index]!.gain - priceWeight * price);
  const open = options.flatMap((option, index) => (option.open ? [index] : []));
  const promising = shortlist(open, options, (index) => nets[index]!);
  const questions = Math.min(depth, stepsLeft) - 1;
  const further = questions > 0 ? promising.map((index) => options[index]!) : [];
  const worths = further.map((option) =>
    followUp(belief, option.skill, without(further, option), questions, { beta, p0 }),
  );
  return options.map(({ skill, price }, index) => {
    const { right, gain, reaches } = prospects[index]!;
    const net = nets[index]!;
    // By what matters of an expert, not by its place: the order of the pool must not count among twins.
    const twin = further.findIndex((other) => other.skill === skill && other.price === price);
    return { right, gain, reaches, net, plan: net + (worths[twin] ?? 0) };
  });
}

/** Expected worth of the best plan of at most so many questions after an expert's answer, where that is not enough. */
function followUp(
  belief: Outlooks,
  skill: number,
  others: readonly Option[],
  questions: number,
  { beta, p0 }: Pick<Horizon, 'beta' | 'p0'>,
): number {
  let worth = 0;
  for (const { chance, belief: then } of belief.outlooks(skill)) {
    if (then.best >= p0) continue;
    let best = 0;
    for (const other of others.slice(0, considered)) {
      const net = (1 + beta) * then.prospect(other.skill, 1).gain - other.price;
      const after =
        questions > 1 && chance > leastChance
          ? followUp(then, other.skill, without(others, other), questions - 1, { beta, p0 })
          : 0;
      best = Math.max(best, net + after);
    }
    worth += chance * best;
  }
  return worth;
}

function without(options: readonly Option[], one: Option): Option[] {
  return options.filter((option) => option !== one);
}

/**
 * The most promising experts, the best first: by turns by what they bring at once and by their skill for its price.
 */
function shortlist(
  open: readonly number[],
  options: readonly Option[],
  net: (index: number) => number,
): number[] {
  const price = (index: number) => options[index]!.price;
  const skill = (index: number) => options[index]!.skill;
  const worth = (index: number) => skill(index) - price(index);
  const byNet = first(open, (a, b) => net(b) - net(a) || price(a) - price(b) || skill(b) - skill(a));
  const byWorth = first(open, (a, b) => worth(b) - worth(a) || price(a) - price(b));
  const chosen = new Set(byNet.flatMap((index, rank) => [index, byWorth[rank]!]));
  return [...chosen].slice(0, followed);
}

/** The first `followed` in order; equal ones as they stand. Sorting a large pool would take longer than all the rest. */
function first(items: readonly number[], compare: (a: number, b: number) => number): number[] {
  const sorted: number[] = [];
  for (const item of items) {
    if (sorted.length === followed && compare(sorted[followed - 1]!, item) <= 0) continue;
    let place = sorted.length;
    while (place > 0 && compare(sorted[place - 1]!, item) > 0) place--;
    sorted.splice(place, 0, item);
    sorted.length = Math.min(sorted.length, followed);
  }
  return sorted;
}
