/** The ensemble as the server asks it: routes of one pool, bounded in number and time, each learned from once. */
import type { Expert } from '../der/core/experts';
import type { Policy } from '../der/core/policy';
import type { Terminator } from '../der/core/terminator';
import type { Check } from '../der/route/checking';
import { route } from '../der/route/route';
import type { RouteEvent } from '../der/trace/events';
import type { ModelsInfo } from '../der/trace/trace';
import type { Conversation } from './conversation';
import type { RouteSettings, ServerLimits } from './routeSettings';

/** What the server is made of. */
export interface Ensemble {
  readonly pool: readonly Expert[];
  readonly policy: Policy;
  readonly terminator: Terminator;
  readonly models: ModelsInfo;
  readonly server: ServerLimits;
  /** The checks of one route. */
  readonly check: (question: string) => Check;
  /** Keeps what a finished route teaches. */
  readonly learn: (events: readonly RouteEvent[]) => Promise<void>;
}

/**
 * The events of one question's route. What it teaches is kept before `finished` is passed on.
 * @param signal stops the experts
 */
export async function* asked(
  ensemble: Ensemble,
  { question, turns }: Conversation,
  { knobs, limits }: Pick<RouteSettings, 'knobs' | 'limits'>,
  signal: AbortSignal,
): AsyncGenerator<RouteEvent, void, undefined> {
  const { pool, policy, terminator, models, check } = ensemble;
  const events: RouteEvent[] = [];
  const input = { question, turns, fromWorkspace: false, pool, policy, terminator, models, signal };
  for await (const event of route({
    ...input,
    knobs: () => knobs,
    limits: () => limits,
    check: check(question),
  })) {
    events.push(event);
    if (event.type === 'finished') await ensemble.learn(events);
    yield event;
  }
}
