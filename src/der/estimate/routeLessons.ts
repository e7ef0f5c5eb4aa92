/** What a finished route teaches, kept where every surface and the terminal look for it. */
import type { RouteEvent } from '../trace/events';
import { traceOf } from '../trace/traceFromEvents';
import { answerTimes, keepAnswerTimes } from './answerTimes';
import { verifiedOutcomes } from './feedback';
import { keepOutcomes } from './outcomes';

/**
 * Learns from a route, once: a proven answer says who else was right, and every answer how long its expert takes.
 * @param events of one finished route
 * @param env where the person's files are; see outcomes.ts
 * @throws Error when nothing can be kept there; the message says what to do
 */
export async function learnFromRoute(events: readonly RouteEvent[], env: NodeJS.ProcessEnv): Promise<void> {
  const now = new Date().toISOString();
  await keepOutcomes(env, verifiedOutcomes(events, now));
  await keepAnswerTimes(env, answerTimes(traceOf(events), now));
}
