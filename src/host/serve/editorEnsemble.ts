/** The editor's own ensemble, for clients on this machine: its pool, its limits, its conversations. */
import type { RouteEvent } from '../../der/trace/events';
import { knobRanges } from '../../der/core/mdp';
import type { Ensemble } from '../../server/ensemble';
import { attached } from '../../server/attached';
import { RequestProblem } from '../../server/requestProblem';
import type { HostContext } from '../context';
import { QuestionError, type Question } from '../asking/routes';

/**
 * What is asked is kept in the conversation of what was asked outside of the panel, and shown there as a chain. Clients
 * may quote the person's files, so that questions are taken as text of the workspace.
 */
export function editorEnsemble(host: HostContext): Ensemble {
  return {
    get server() {
      return { limits: host.controls.limits, maxSteps: knobRanges.maxSteps.max };
    },
    pool: async () => host.pool.experts(),
    ask: (conversation, { knobs, limits }, signal) => {
      const { question, turns } = conversation;
      const { localOnly, spendCapUsd, excluded = [] } = limits;
      const overrides = { knobs, spendCapUsd, excluded, ...(localOnly && { localOnly: true as const }) };
      const asked = {
        text: question,
        fromWorkspace: true,
        attachments: attached(conversation),
        turns,
        overrides,
      };
      return eventsOf(host, { ...asked, apart: true }, signal);
    },
  };
}

/** Events of one route, as they come. @throws RequestProblem while the editor answers another question. */
async function* eventsOf(
  { routes }: HostContext,
  question: Question,
  signal: AbortSignal,
): AsyncGenerator<RouteEvent, void, undefined> {
  const events: RouteEvent[] = [];
  let wake = (): void => undefined;
  const listening = routes.onEvent(({ event }) => {
    events.push(event);
    wake();
  });
  const stop = (): void => void routes.stop();
  let isOver = false;
  try {
    const ended = routes.ask(question).finally(() => {
      isOver = true;
      wake();
    });
    // It is awaited at the end; until then whoever rejects it has nobody to tell.
    ended.catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    for (;;) {
      yield* events.splice(0);
      if (isOver) break;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    yield* events.splice(0);
    await ended;
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    throw new RequestProblem(429, 'busy', error.message, undefined, 5);
  } finally {
    signal.removeEventListener('abort', stop);
    listening.dispose();
  }
}
