import { describe, expect, it } from 'vitest';
import { RateLimitedError } from '../../../src/der/core/expertErrors';
import type { Expert } from '../../../src/der/core/experts';
import type { RouteEvent } from '../../../src/der/trace/events';
import { waitOf } from '../../../src/host/asking/retryWait';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

const limited = (id: string, ms: number | undefined): Expert => ({
  ...new ScriptedExpert({ id, behaviour: { does: 'declines' } }),
  async *ask() {
    throw new RateLimitedError('Too many requests.', ms);
  },
});
const answers = new ScriptedExpert({ id: 'z', behaviour: { does: 'answers', text: 'yes' } });
const eventsOf = (pool: readonly Expert[]): Promise<RouteEvent[]> => allEvents(startRoute(pool));

describe('the wait before a question is asked again by itself', () => {
  it('is the shortest that a limit says, where nobody answered', async () => {
    expect(waitOf(await eventsOf([limited('a', 9_000), limited('b', 4_000)]))).toBe(4_000);
    expect(waitOf(await eventsOf([limited('a', 9_000), limited('b', undefined)]))).toBe(9_000);
  });

  it('is none where somebody answered, no limit says how long it holds, or the route goes on', async () => {
    const events = await eventsOf([limited('a', 9_000)]);
    expect(waitOf(events.slice(0, -1))).toBeUndefined();
    expect(waitOf(await eventsOf([limited('a', 9_000), answers]))).toBeUndefined();
    expect(waitOf(await eventsOf([limited('a', undefined)]))).toBeUndefined();
    const stopped = events.map((event) =>
      event.type === 'finished' ? ({ ...event, stop: 'user' } as const) : event,
    );
    expect(waitOf(stopped)).toBeUndefined();
  });
});
