/**
 * What using an answer tells of its author: a person who applies, copies or inserts it thinks it good; one who takes
 * another, asks again, edits or undoes it does not. Each is a weak outcome in the store of all others (outcomes.ts).
 */
import type { AnsweredEvent, RouteEvent } from '../trace/events';
import { aboutOf, independentAnswers } from './feedback';
import type { OutcomeRecord } from './outcomes';
import { useTells, type Use } from './useWeights';

/** What was done with an answer. */
export interface UsedAnswer {
  readonly step: number;
  readonly use: Use;
}

/** Uses by which a person shows that they prefer an answer to others. */
const taking: ReadonlySet<Use> = new Set(['applied', 'copied', 'inserted']);

/**
 * What a use says of the answer's expert, and of the one whose answer the route gave where another was taken.
 * @param at ISO 8601
 * @returns nothing where an answer says little of its expert alone: it was shown others, or it is a tool's
 */
export function usedOutcomes(
  events: readonly RouteEvent[],
  { step, use }: UsedAnswer,
  at: string,
): OutcomeRecord[] {
  const answers = independentAnswers(events);
  const of = (wanted: number | undefined) => answers.find((answer) => answer.step === wanted);
  const given = finalStep(events);
  const passedOver = taking.has(use) && given !== step ? of(given) : undefined;
  return [...record(events, of(step), use, at), ...record(events, passedOver, 'passedOver', at)];
}

/** The answer that a route gave; undefined where it gave none, or has not ended. */
export function finalStep(events: readonly RouteEvent[]): number | undefined {
  return events.findLast((event) => event.type === 'finished')?.final?.step;
}

function record(
  events: readonly RouteEvent[],
  answer: AnsweredEvent | undefined,
  use: Use,
  at: string,
): OutcomeRecord[] {
  if (!answer) return [];
  const judged = events.findLast((event) => event.type === 'judged')?.judged[answer.step];
  return [{ ...aboutOf(events, answer), ...useTells[use], from: 'use', use, at, ...judgedOf(judged) }];
}

/** P̂ as it is kept: three digits tell as much as all. */
function judgedOf(judged: number | undefined): { judged?: number } {
  if (judged === undefined || !(judged >= 0 && judged <= 1)) return {};
  return { judged: Math.round(judged * 1000) / 1000 };
}
