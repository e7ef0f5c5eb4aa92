/** How a change of the controls meets what was chosen before. */
import type { RouteConstraints } from '../../webview/protocol';

/** The part of the controls that is no setting. */
export type AllowedExperts = Omit<RouteConstraints, 'localOnly'>;

/** The choice after a change: an expert that is pinned is not excluded, and the other way round. */
export function withConstraints(before: AllowedExperts, change: Partial<AllowedExperts>): AllowedExperts {
  const after = { ...before, ...change };
  if (after.pinned === null || !after.excluded.includes(after.pinned)) return after;
  return change.excluded
    ? { ...after, pinned: null }
    : { ...after, excluded: after.excluded.filter((id) => id !== after.pinned) };
}
