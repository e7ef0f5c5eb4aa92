/**
 * What a route tells about its experts' skill beyond the answer: a person's thumbs, and answers beside one that is
 * proven. It feeds the same store as calibration (outcomes.ts).
 */
import type { AnsweredEvent, ChosenEvent, RouteEvent, StartedEvent } from '../trace/events';
import { isModel } from '../core/experts';
import type { OutcomeRecord } from './outcomes';
import { finalAnswer } from '../evidence/finalAnswer';
import { exactMatch } from '../evidence/exactMatch';

/**
 * What a thumb says of the answer's expert; null takes it back.
 * @param at ISO 8601
 * @returns nothing where the answer says little of its expert alone: it was shown others, or it is a tool's.
 */
export function ratedOutcome(
  events: readonly RouteEvent[],
  step: number,
  rating: 'up' | 'down' | null,
  at: string,
): OutcomeRecord | undefined {
  const quality = rating === null ? null : Number(rating === 'up');
  const answer = independentAnswers(events).find((one) => one.step === step);
  return answer && { ...aboutOf(events, answer), quality, from: 'rating', at };
}

/**
 * What a proven answer says of the models that answered the same question on their own. Only answers with a final one
 * count: prose cannot be compared.
 */
export function verifiedOutcomes(events: readonly RouteEvent[], at: string): OutcomeRecord[] {
  const proven = events.find((event) => event.type === 'answered' && event.verified);
  if (proven?.type !== 'answered') return [];
  return independentAnswers(events)
    .filter(({ verified, answer }) => !verified && isComparable(answer))
    .map((answer) => {
      const quality = exactMatch(answer.answer, proven.answer);
      return { ...aboutOf(events, answer), quality, from: 'verified', at };
    });
}

function isComparable(answer: string): boolean {
  const kind = finalAnswer(answer)?.kind;
  return kind !== undefined && kind !== 'text';
}

/** Expert, question and length of an answer, as outcomes name them. */
export function aboutOf(events: readonly RouteEvent[], { expert, answer, version }: AnsweredEvent) {
  const { question } = started(events)!;
  return { expert, question, characters: answer.length, ...(version && { version }) };
}

/** Answers of models that were shown nothing but the question: no other answer, no earlier turn, nothing attached. */
export function independentAnswers(events: readonly RouteEvent[]): AnsweredEvent[] {
  const start = started(events);
  if (!start || (start.attachments ?? []).length > 0) return [];
  const models = new Set(start.pool.filter(isModel).map(({ id }) => id));
  const alone = new Set(
    events
      .filter((event): event is ChosenEvent => event.type === 'chosen' && showsNothing(event))
      .map(({ attempt }) => attempt),
  );
  return events.filter(
    (event): event is AnsweredEvent =>
      event.type === 'answered' && alone.has(event.attempt) && models.has(event.expert),
  );
}

function showsNothing({ shown, turns = [] }: ChosenEvent): boolean {
  return shown.length === 0 && turns.length === 0;
}

function started(events: readonly RouteEvent[]): StartedEvent | undefined {
  return events.find((event): event is StartedEvent => event.type === 'started');
}
