/** How a change of the controls meets what was chosen before. */
import type { Controls } from '../../webview/protocol';

/** The part of the controls that is no setting. */
export type Choice = Omit<Controls, 'localOnly'>;

/** The choice after a change: an expert that is pinned is not excluded, and the other way round. */
export function withControls(before: Choice, change: Partial<Choice>): Choice {
  const after = { ...before, ...change };
  if (after.pinned === null || !after.excluded.includes(after.pinned)) return after;
  return change.excluded
    ? { ...after, pinned: null }
    : { ...after, excluded: after.excluded.filter((id) => id !== after.pinned) };
}
