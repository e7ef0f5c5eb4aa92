/**
 * Cascade routing: the optimal combination of routing and cascading (Dekoninck, Baader and Vechev, arXiv
 * 2410.10347). Before every step, all sets of experts that contain those already asked are compared by
 * E[max quality] − λ · cost; the cheapest expert of the best set that was not asked yet is asked next; when the best
 * set is the one already asked, the route ends. A quality estimate is exact once its expert has answered; before,
 * it is normal around the estimate, with the deviation by which estimates were seen to move on train prompts.
 */
import { Random } from '../../../learn/random';
import type { Case, Context, Method } from '../method';
import { alphas, Hearing } from './beliefs';

/** Larger sets are not looked at: their gain over the best smaller one is below what the estimates can tell. */
const mostAhead = 3;
const gridPoints = 21;
const learnFrom = 300;
const defaultDeviation = 0.2;

export function cascadeRouting(context: Context, learn: readonly Case[]): Method {
  const { pool } = context;
  const below = estimateDeviations(context, learn).map(chancesBelow);
  return {
    name: 'cascade_routing',
    settings: alphas.map((lambda) => ({ lambda })),
    run(question, { lambda = 1e-3 }) {
      const hearing = new Hearing(question, context);
      for (let { open } = hearing; open.length > 0; open = hearing.open) {
        const { heard } = hearing;
        const known = Math.max(0, ...hearing.asked.map((member) => heard.right(member)));
        const candidates = open.map((member) => ({
          member,
          price: lambda * pool[member]!.costB,
          below: below[member]!(heard.prospect(member).right),
        }));
        const next = cheapestOfBestSet(candidates, known, hearing.asked.length === 0);
        if (next === undefined) break;
        hearing.ask(next);
      }
      return hearing.end();
    },
  };
}

interface Addition {
  readonly member: number;
  readonly price: number;
  /** Chance that its quality estimate turns out below each point of the grid. */
  readonly below: Float64Array;
}

/** First member, by price, of the best set to ask on with; undefined when asking nobody is best. */
function cheapestOfBestSet(
  candidates: readonly Addition[],
  known: number,
  must: boolean,
): number | undefined {
  // Gains diminish as a set grows, so who is not worth asking alone is in no best set.
  const worth = must
    ? candidates
    : candidates.filter(({ below, price }) => expectedMaximum(below, known) - known > price);
  let best = must ? -Infinity : known;
  let first: number | undefined;
  // Chances that all of a set lie below each point of the grid, one row for each size; row 0 is the empty set's.
  const rows = Array.from({ length: mostAhead + 1 }, () => new Float64Array(gridPoints).fill(1));
  const extend = (from: number, size: number, price: number, head?: number) => {
    const [below, joint] = [rows[size]!, rows[size + 1]!];
    for (let at = from; at < worth.length; at++) {
      const { member, price: own, below: chances } = worth[at]!;
      for (let point = 0; point < gridPoints; point++) joint[point] = below[point]! * chances[point]!;
      const value = expectedMaximum(joint, known) - price - own;
      const start = head ?? member;
      if (value > best) {
        best = value;
        first = start;
      }
      // Without its price the rest of the set can at most reach certainty.
      if (size + 1 < mostAhead && 1 - price - own > best) extend(at + 1, size + 1, price + own, start);
    }
  };
  extend(0, 0, 0);
  return first;
}

/** E[max(known, X)] for an X in [0, 1] with these chances of lying below the points of the grid. */
function expectedMaximum(below: Float64Array, known: number): number {
  const width = 1 / (gridPoints - 1);
  const cell = Math.min(gridPoints - 2, Math.floor(known / width));
  // From `known` on, of the first cell only the part to its right.
  let area = ((cell + 1) * width - known) * (1 - (below[cell]! + below[cell + 1]!) / 2);
  for (let point = cell + 2; point < gridPoints; point++) {
    area += width * (1 - (below[point - 1]! + below[point]!) / 2);
  }
  return known + area;
}

/** Chances of a normal estimate, cut to [0, 1], to lie below each point of the grid; estimates to 1/256. */
function chancesBelow(deviation: number): (estimate: number) => Float64Array {
  const known = new Map<number, Float64Array>();
  return (estimate) => {
    const rounded = Math.round(estimate * 256) / 256;
    const chances =
      known.get(rounded) ??
      Float64Array.from({ length: gridPoints }, (_, point) => {
        if (point === gridPoints - 1) return 1;
        return normalBelow((point / (gridPoints - 1) - rounded) / deviation);
      });
    known.set(rounded, chances);
    return chances;
  };
}

/** Φ by Abramowitz and Stegun 26.2.17; absolute error below 1e-7. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}

/** How far an expert's estimate moves when it answers, after none to three others have: root mean square. */
function estimateDeviations(context: Context, learn: readonly Case[]): number[] {
  const random = new Random(context.seed).fork('cascade routing');
  const squares = context.pool.map(() => 0);
  const cases = learn.slice(0, learnFrom);
  for (const question of cases) {
    for (const member of context.pool.keys()) {
      const others = random.shuffle([...context.pool.keys()].filter((other) => other !== member));
      const hearing = new Hearing(question, context);
      for (const other of others.slice(0, random.integer(4))) hearing.ask(other);
      const before = hearing.heard.prospect(member).right;
      hearing.ask(member);
      squares[member]! += (hearing.heard.right(member) - before) ** 2;
    }
  }
  return squares.map((sum) =>
    cases.length === 0 ? defaultDeviation : Math.max(0.01, Math.sqrt(sum / cases.length)),
  );
}
