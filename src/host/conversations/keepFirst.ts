/** What was shown as complete outlives whatever ends the program: it is on disk before anybody sees it. */
import type { RouteEvent } from '../../der/trace/events';
import type { Conversation } from './conversation';

/** A disk that takes longer must not keep answers from the person. */
const patienceMs = 1_000;

const complete: ReadonlySet<RouteEvent['type']> = new Set(['answered', 'failed', 'judged', 'finished']);

/** Keeps an event; resolves when it may be shown. */
export async function keepFirst(
  conversation: Pick<Conversation, 'append' | 'flush'>,
  route: string,
  event: RouteEvent,
): Promise<void> {
  conversation.append(route, event);
  if (!complete.has(event.type)) return;
  let waiting: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (waiting = setTimeout(resolve, patienceMs)));
  await Promise.race([conversation.flush(), enough]);
  clearTimeout(waiting);
}
