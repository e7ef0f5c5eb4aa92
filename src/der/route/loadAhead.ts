/**
 * Models are loaded before they are asked: while an answer streams, the model that is likely next comes into memory,
 * if it fits there beside what is in use. It is no choice: whoever the policy then chooses is asked.
 */
import type { Expert, ModelStanding } from '../core/experts';
import type { Policy } from '../core/policy';
import { followersOf } from './followers';
import type { ExpectedExpert } from './likelyNext';
import type { LoadingEvent } from '../trace/events';

type Place = Pick<LoadingEvent, 'step' | 'attempt'>;

/** Loads the model that is likely next; there is one for each route. */
export class LoadAhead {
  private current: { expected?: ExpectedExpert; loads?: string; readonly stop: AbortController } | undefined;

  /** @param signal of the route: no load outlives it. */
  constructor(
    private readonly policy: Policy,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Has a model loaded where it is not, and fits. Resolves to what there is to tell as soon as that is known.
   * @param likely who is expected to be asked next; undefined where nobody is
   */
  async begin(likely: Promise<ExpectedExpert | undefined>, place: Place): Promise<LoadingEvent | undefined> {
    const stop = new AbortController();
    const current: LoadAhead['current'] = { stop };
    this.current = current;
    const either = AbortSignal.any([this.signal, stop.signal]);
    const expected = await likely;
    if (expected) current.expected = expected;
    const expert = expected?.expert;
    const standing = await expert?.loading?.look(either);
    if (!expert?.loading || !standing || standing.loaded || !standing.fitsBeside) return undefined;
    if (either.aborted) return undefined;
    current.loads = expert.id;
    // Whoever then asks the model is told what is wrong with it.
    void expert.loading.load(either).catch(() => undefined);
    return { type: 'loading', ...place, expert: expert.id, ...usual(standing), ahead: true };
  }

  /** Gives up what is loaded for another expert than the one that was chosen, so that nobody waits for it. */
  chosen(expert: string): void {
    const expected = this.current?.expected;
    if (expected) followersOf(this.policy).came(expected.place, expert, expected.byPolicy);
    if (this.current?.loads !== expert) this.stop();
  }

  /** Gives up what is being loaded. */
  stop(): void {
    this.current?.stop.abort();
    this.current = undefined;
  }
}

/** That the chosen expert has to be loaded before it answers; undefined where it has not, or nobody knows. */
export async function waitsForLoading(
  { id, loading }: Expert,
  place: Place,
  signal: AbortSignal,
): Promise<LoadingEvent | undefined> {
  const standing = await loading?.look(signal);
  if (!standing || standing.loaded) return undefined;
  return { type: 'loading', ...place, expert: id, ...usual(standing) };
}

function usual({ usualMs }: ModelStanding): Pick<LoadingEvent, 'usualMs'> {
  return usualMs === undefined ? {} : { usualMs };
}
