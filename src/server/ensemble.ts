/** The ensemble as the server asks it, and one of the server's own. */
import type { Expert } from '../der/core/experts';
import type { Policy } from '../der/core/policy';
import type { Terminator } from '../der/core/terminator';
import type { Check } from '../der/route/checking';
import { route } from '../der/route/route';
import type { RouteEvent } from '../der/trace/events';
import type { ModelsInfo } from '../der/trace/trace';
import type { Conversation } from './conversation';
import type { RouteSettings, ServerLimits } from './routeSettings';

/** Whom the server asks. */
export interface Ensemble {
  readonly server: ServerLimits;
  readonly pool: () => Promise<readonly Expert[]>;
  /**
   * The events of one question's route; what it teaches is kept before `finished` is passed on.
   * @param signal stops the experts
   */
  readonly ask: (
    conversation: Conversation,
    settings: Pick<RouteSettings, 'knobs' | 'limits'>,
    signal: AbortSignal,
  ) => AsyncGenerator<RouteEvent, void, undefined>;
}

/** What an ensemble of the server's own is made of. */
export interface Parts {
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

/** An ensemble that runs as many routes at once as it is asked to. */
export function ownEnsemble({ server, check, learn, ...parts }: Parts): Ensemble {
  return {
    server,
    pool: () => Promise.resolve(parts.pool),
    ask: async function* ({ question, turns }, { knobs, limits }, signal) {
      const events: RouteEvent[] = [];
      const asked = { question, turns, fromWorkspace: false, check: check(question), signal };
      for await (const event of route({ ...parts, ...asked, knobs: () => knobs, limits: () => limits })) {
        events.push(event);
        if (event.type === 'finished') await learn(events);
        yield event;
      }
    },
  };
}
