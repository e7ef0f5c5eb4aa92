/** Where time counts, a model that has to be loaded first costs that time too: who is in memory is asked rather. */
import { inB } from '../core/costUnit';
import type { Expert } from '../core/experts';

/** The pool as it stands now, in its order; the same pool where nobody's cost depends on that. */
export async function asTheyStand(pool: readonly Expert[], signal: AbortSignal): Promise<readonly Expert[]> {
  if (!pool.some(dependsOnLoading)) return pool;
  return Promise.all(
    pool.map(async (expert) => {
      if (!dependsOnLoading(expert)) return expert;
      const standing = await expert.loading.look(signal).catch(() => undefined);
      const loadMs = standing && !standing.loaded ? (standing.usualMs ?? 0) : 0;
      return loadMs === 0 ? expert : { ...expert, costB: expert.costB + inB(loadMs / 1_000) };
    }),
  );
}

function dependsOnLoading(expert: Expert): expert is Expert & Required<Pick<Expert, 'loading'>> {
  return expert.loading !== undefined && expert.counts?.unit === 'time' && !expert.costEstimated;
}
