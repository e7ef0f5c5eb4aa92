/** What a person says of an answer: it is kept beside the trace, and teaches where its text is at hand. */
import type { Context } from 'hono';
import { z } from 'zod';
import { ratedOutcome } from '../der/estimate/feedback';
import type { Trace } from '../der/trace/trace';
import { eventsOf } from '../der/trace/eventsFromTrace';
import type { ServerKey } from './keys/key';
import { readBody } from './readBody';
import { RequestProblem } from './requestProblem';
import type { Store } from './store/store';

const schema = z.looseObject({
  /** null takes it back. */
  rating: z.enum(['up', 'down']).nullable(),
});

/** `PUT /v1/der/traces/:id/rating`. @throws RequestProblem */
export async function rate(
  c: Context,
  store: Store,
  id: string,
  key: ServerKey | undefined,
): Promise<Response> {
  const { rating } = await readBody(c, schema);
  if (!(await store.traces.rate(id, key?.name, rating))) throw noTrace();
  const json = await store.traces.of(id, key?.name);
  if (json !== undefined) {
    const trace = JSON.parse(json) as Trace;
    const outcome =
      trace.final && ratedOutcome(eventsOf(trace), trace.final.step, rating, new Date().toISOString());
    if (outcome) await store.outcomes.rate(id, outcome);
  }
  return c.json({ id, rating });
}

export function noTrace(): RequestProblem {
  return new RequestProblem(404, 'trace_not_found', 'There is no such trace of yours, or no longer.');
}
