/** The beginning of a route, while what goes wrong can still be told by the status of the answer. */
import type { RouteEvent } from '../der/trace/events';
import { nobodyAnswered } from './answer';

/**
 * A client that hears nothing for longer than `allMs` may take the server for dead. Where nothing happens for `onceMs`,
 * somebody is at work on an answer, and the head is written meanwhile: it would delay the first piece.
 */
const mostQuiet = { allMs: 2000, onceMs: 150 };
const quiet = Symbol('quiet');

type Events = AsyncGenerator<RouteEvent, void, undefined>;

/**
 * The events, once somebody answers or a while has gone; whoever takes none must end the generator.
 * @throws RequestProblem where the route ends before that, with nobody's answer
 */
export async function underway(events: Events, { allMs, onceMs } = mostQuiet): Promise<Events> {
  const early: RouteEvent[] = [];
  const until = performance.now() + allMs;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof quiet>((resolve) => {
    timer = setTimeout(resolve, onceMs, quiet);
  });
  let next = events.next();
  try {
    for (;;) {
      const got = await Promise.race([next, late]);
      if (got === quiet || got.done === true) break;
      early.push(got.value);
      next = events.next();
      if (got.value.type === 'delta' || got.value.type === 'answered' || performance.now() > until) break;
      timer?.refresh();
    }
  } finally {
    clearTimeout(timer);
  }
  // Whoever takes the events hears of it.
  next.catch(() => undefined);
  const problem = early.at(-1)?.type === 'finished' ? nobodyAnswered(early) : undefined;
  if (!problem) return replayed(early, next, events);
  // Its end keeps what the route comes to, and gives the place back.
  await next;
  throw problem;
}

async function* replayed(
  early: readonly RouteEvent[],
  next: Promise<IteratorResult<RouteEvent, void>>,
  events: Events,
): Events {
  try {
    yield* early;
    for (let got = await next; got.done !== true; got = await events.next()) yield got.value;
  } finally {
    await events.return();
  }
}
