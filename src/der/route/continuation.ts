/** Going on from a finished route: what is kept of it, and the step that the person asks for. */
import { mostItCanCost } from '../core/cost';
import type {
  DeltaEvent,
  FinishedEvent,
  LoadingEvent,
  RelabelledEvent,
  RetrievedEvent,
  RouteEvent,
  StartedEvent,
} from '../trace/events';
import type { Expert } from '../core/experts';
import { withLate } from '../trace/lateFindings';
import type { RouteProgress, Sent } from './progress';

/** An event that a later route takes over. */
export type KeptEvent = Exclude<
  RouteEvent,
  StartedEvent | RetrievedEvent | LoadingEvent | DeltaEvent | RelabelledEvent | FinishedEvent
>;

/** One more answer, whatever the rule that stops would say. */
export interface WantedStep {
  /** Id of the expert that gives it, shown the last answer kept; the policy chooses where it is absent. */
  readonly expert?: string;
}

/** An earlier route, as far as this one goes on from it. */
export interface Continuation {
  /** Id of the earlier route, which stays as it is. */
  readonly id: string;
  /** Its requests up to the judgement of the last answer kept; none where the question is asked again. */
  readonly kept: readonly KeptEvent[];
  readonly wanted?: WantedStep;
}

/** What is kept of a route up to an answer. @throws Error when that answer is not there, or was never judged. */
export function keepUpTo(events: readonly RouteEvent[], step: number): KeptEvent[] {
  const whole = withLate(events);
  const end = whole.findIndex((event) => event.type === 'judged' && event.step === step);
  if (end < 0) {
    throw new Error(
      `Answer ${step + 1} was not judged, or is not there any more, so no route can go on from it. Ask again instead.`,
    );
  }
  // What came late is of the last answer.
  return whole.slice(0, end + 1).filter(isKept);
}

const keptTypes: ReadonlySet<RouteEvent['type']> = new Set<KeptEvent['type']>([
  'chosen',
  'failed',
  'answered',
  'checked',
  'judged',
]);

function isKept(event: RouteEvent): event is KeptEvent {
  return keptTypes.has(event.type);
}

/** Books what is kept as if it had been asked for here: answers, judgements, failures, spending and time. */
export function takeOver(kept: readonly KeptEvent[], progress: RouteProgress, pool: readonly Expert[]): void {
  let sent: Sent = { shown: [], turns: [] };
  for (const event of kept) {
    if (event.type === 'chosen') {
      sent = { shown: event.shown, turns: event.turns ?? [], passages: event.passages };
      progress.elapsed(event.policyMs);
    } else if (event.type === 'checked') {
      progress.checked = event.checked;
      progress.elapsed(event.checksMs);
    } else if (event.type === 'judged') {
      progress.rejudge(event.judged, event.reward);
      progress.elapsed(event.terminatorMs);
    } else {
      const expert = pool.find(({ id }) => id === event.expert);
      const most = expert && mostItCanCost(expert, event.usage.promptTokens ?? Infinity);
      progress.book(event, sent, most);
      progress.elapsed(event.type === 'failed' ? event.totalMs : event.timing.totalMs);
    }
  }
}
