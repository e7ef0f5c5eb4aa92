/** What a route took against two ways to do without a policy: always the largest expert, and everybody once. */
import { sizeOf } from '../core/costUnit';
import type { ExpertSummary } from '../core/experts';
import { shownByRoute } from '../route/masks';

/** A way to ask, and the compute of its calls. */
export interface Alternative {
  readonly experts: readonly ExpertSummary[];
  /** Billions of parameters, or what counts as them. */
  readonly costB: number;
  /** `measured` where all of them answered on this very route, so that what they take is on record. */
  readonly basis: 'measured' | 'estimated';
}

/** The two ways that a route's cost is held against. */
export interface Alternatives {
  readonly largest: Alternative;
  readonly everybody: Alternative;
}

/** The parts of a route that its alternatives are made of. */
export interface RouteParts {
  readonly pool: readonly ExpertSummary[];
  /** By expert id, at the first decision. */
  readonly masked: Readonly<Record<string, string>>;
  /** Ids of the experts that answered. */
  readonly answered: ReadonlySet<string>;
  /** Ids of those that were asked and could not answer. */
  readonly failed?: ReadonlySet<string>;
}

/** Undefined where there is no choice: at most one expert of a known or assumed size could be asked. */
export function alternatives({ pool, masked, answered, failed }: RouteParts): Alternatives | undefined {
  const open = pool.filter((expert) => {
    const mask = Object.hasOwn(masked, expert.id) ? masked[expert.id] : undefined;
    // Who cannot be reached is no way to do without a policy.
    if (failed?.has(expert.id) && !answered.has(expert.id)) return false;
    return sizeOf(expert).sizeB > 0 && (mask === undefined || shownByRoute.has(mask));
  });
  if (open.length < 2) return undefined;
  const largest = open.reduce((top, expert) => (sizeOf(expert).sizeB > sizeOf(top).sizeB ? expert : top));
  const of = (experts: readonly ExpertSummary[]): Alternative => ({
    experts,
    costB: experts.reduce((sum, { costB }) => sum + costB, 0),
    basis: experts.every(({ id }) => answered.has(id)) ? 'measured' : 'estimated',
  });
  return { largest: of([largest]), everybody: of(open) };
}
