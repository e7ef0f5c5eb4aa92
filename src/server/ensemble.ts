/** The ensemble as the server asks it, and one of the server's own. */
import type { Expert } from '../der/core/experts';
import type { Policy } from '../der/core/policy';
import type { Terminator } from '../der/core/terminator';
import type { Limits } from '../der/route/masks';
import type { Check } from '../der/route/checking';
import { route } from '../der/route/route';
import type { RouteEvent } from '../der/trace/events';
import type { ModelsInfo } from '../der/trace/trace';
import type { ClientConversation } from './conversation';
import { attached } from './attached';
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
    conversation: ClientConversation,
    settings: Pick<RouteSettings, 'knobs' | 'limits'>,
    signal: AbortSignal,
    terms?: Terms,
  ) => AsyncGenerator<RouteEvent, void, undefined>;
}

/** What binds one client's route beside its settings. */
export interface Terms {
  /** The limits as they stand at this moment. */
  readonly limits: (limits: Limits) => Limits;
  /** The expert as this client asks it. */
  readonly through: (expert: Expert) => Expert;
}

const noTerms: Terms = { limits: (limits) => limits, through: (expert) => expert };

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
    ask: async function* (conversation, { knobs, limits }, signal, terms = noTerms) {
      const events: RouteEvent[] = [];
      const { question, turns } = conversation;
      const attachments = attached(conversation);
      const asked = { question, turns, attachments, fromWorkspace: false, check: check(question), signal };
      const bound = { knobs: () => knobs, limits: () => terms.limits(limits) };
      const pool = parts.pool.map(terms.through);
      for await (const event of route({ ...parts, ...asked, ...bound, pool })) {
        events.push(event);
        if (event.type === 'finished') await learn(events);
        yield event;
      }
    },
  };
}
