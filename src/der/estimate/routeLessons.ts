/** What a finished route teaches, kept where every surface and the terminal look for it. */
import type { RouteEvent } from '../trace/events';
import { traceOf } from '../trace/traceFromEvents';
import { answerTimes, keepAnswerTimes, type AnswerTime } from './answerTimes';
import { verifiedOutcomes } from './feedback';
import { noticeVersions, type ModelVersion } from './modelVersions';
import { keepOutcomes, type OutcomeRecord } from './outcomes';

/** What a route teaches, whoever keeps it. @param now ISO 8601 */
export function lessonsOf(events: readonly RouteEvent[], now: string): Lessons {
  return { outcomes: verifiedOutcomes(events, now), times: answerTimes(traceOf(events), now) };
}

/** What one route teaches of its experts. */
export interface Lessons {
  readonly outcomes: readonly OutcomeRecord[];
  readonly times: readonly AnswerTime[];
}

/**
 * Learns from a route, once: a proven answer says who else was right, and every answer how long its expert takes.
 * @param events of one finished route
 * @param env where the person's files are; see outcomes.ts
 * @throws Error when nothing can be kept there; the message says what to do
 */
export async function learnFromRoute(events: readonly RouteEvent[], env: NodeJS.ProcessEnv): Promise<void> {
  const { outcomes, times } = lessonsOf(events, new Date().toISOString());
  await keepOutcomes(env, outcomes);
  await keepAnswerTimes(env, times);
  // What was learned of a model counts less once another goes by its name; not to know of it is no reason to stop.
  await noticeVersions(env, versionsIn(events)).catch(() => []);
}

function versionsIn(events: readonly RouteEvent[]): ModelVersion[] {
  return events.flatMap((event) =>
    event.type === 'answered' && event.version ? [{ expert: event.expert, version: event.version }] : [],
  );
}
