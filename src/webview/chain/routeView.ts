/** What the panel shows of one route, made from its events alone: streamed or replayed, the view is the same. */
import {
  type AnsweredEvent,
  type RouteParts,
  type Attachment,
  type Checked,
  type ChosenEvent,
  type Continued,
  type ExpertSummary,
  type FailedEvent,
  type FinishedEvent,
  type Knobs,
  type LoadingEvent,
  type Passage,
  type Ratings,
  type Recorded,
  type Reward,
  type RouteEvent,
  type Turn,
  latestTurns,
} from '../protocol';

export interface RouteView {
  readonly id: string;
  readonly question: string;
  /** What went with it. */
  readonly attachments: readonly Attachment[];
  readonly startedAt: string;
  /** As they stood at the last decision. */
  readonly knobs: Knobs;
  readonly trained: boolean;
  /** Earlier turns that experts may have been shown. */
  readonly turns: readonly Turn[];
  /** Of the person's files, found for the question. */
  readonly passages: readonly Passage[];
  /** The earlier route it goes on from, and how many of its answers are kept. */
  readonly continues?: Continued;
  readonly experts: ReadonlyMap<string, ExpertSummary>;
  /** Every request of the route in order, failed ones included. */
  readonly attempts: readonly AttemptView[];
  /** What the person thinks of the answers. */
  readonly ratings?: Ratings;
  /** Step of the best answer by the last judgement; absent before the first. */
  readonly best?: number;
  /** What was found out about the answers, by step; absent before the first check. */
  readonly checked?: Checked;
  readonly end?: FinishedEvent;
}

export type ShownChoice = Pick<
  ChosenEvent,
  'by' | 'turns' | 'passages' | 'probabilities' | 'masked' | 'shown' | 'knobs' | 'policyMs'
>;

export interface AttemptView {
  readonly attempt: number;
  readonly step: number;
  readonly expert: ExpertSummary;
  readonly choice: ShownChoice;
  readonly answer: string;
  readonly thinking: string;
  /** Its expert's model had to be loaded. */
  readonly loads?: LoadingEvent;
  /** The model that is loaded meanwhile, for whoever is likely next. */
  readonly loadsAhead?: LoadingEvent;
  /** How the request ended; absent while it runs. */
  readonly outcome?: AnsweredEvent | FailedEvent;
  /** P̂ when it was new, and by the last judgement; `estimated` where it was not validated for such questions. */
  readonly quality?: { readonly first: number; readonly last: number; readonly estimated?: true };
  /** P̂ of every answer by the judgement of this one. */
  readonly judged?: readonly number[];
  /** End bonus included once the route is finished. */
  readonly reward?: Reward;
}

/** The answer that an answer is compared with: the one its expert was shown to improve on, else the one before. */
export function earlierAnswer(
  { attempts }: RouteView,
  { step, choice }: AttemptView,
): AttemptView | undefined {
  const earlier = choice.shown.at(-1) ?? step - 1;
  return attempts.find((other) => other.step === earlier && other.outcome?.type === 'answered');
}

/** What a route's alternatives are made of; undefined before the first decision. */
export function askedOf({ experts, attempts }: RouteView): RouteParts | undefined {
  const [first] = attempts;
  if (!first) return undefined;
  const answered = attempts.filter(({ outcome }) => outcome?.type === 'answered');
  return {
    pool: [...experts.values()],
    masked: first.choice.masked,
    answered: new Set(answered.map(({ expert }) => expert.id)),
    failed: new Set(attempts.filter(isFailed).map(({ expert }) => expert.id)),
  };
}

/** It was asked and could not answer; who declined, or was stopped, could have. */
function isFailed({ outcome }: AttemptView): boolean {
  return (
    outcome?.type === 'failed' && outcome.error.kind !== 'declined' && outcome.error.kind !== 'cancelled'
  );
}

/** What a what-if goes by; undefined while the route runs, where a network failed, and where nobody answered. */
export function recordedOf({ knobs, attempts, end }: RouteView): Recorded | undefined {
  if (!end || end.error !== undefined) return undefined;
  if (!attempts.some(({ outcome }) => outcome?.type === 'answered')) return undefined;
  const requests = attempts.flatMap(({ outcome, judged, choice }) =>
    outcome
      ? [{ costB: outcome.usage.costB, ...(judged && { judged }), wanted: choice.by === 'person' }]
      : [],
  );
  return { knobs, requests, stop: end.stop };
}

/** The view after one more event. Parts that the event does not touch keep their identity. */
export function nextRouteView(view: RouteView | undefined, event: RouteEvent): RouteView | undefined {
  if (event.type === 'started') {
    return {
      id: event.id,
      question: event.question,
      attachments: event.attachments ?? [],
      startedAt: event.startedAt,
      knobs: event.knobs,
      trained: event.models.trained,
      turns: event.turns ?? [],
      passages: [],
      ...(event.continues && { continues: event.continues }),
      experts: new Map(event.pool.map((expert) => [expert.id, expert])),
      attempts: [],
    };
  }
  return view && continued(view, event);
}

function continued(view: RouteView, event: Exclude<RouteEvent, { type: 'started' }>): RouteView {
  switch (event.type) {
    case 'retrieved':
      return { ...view, passages: event.passages };
    case 'chosen':
      return { ...view, knobs: event.knobs, attempts: [...view.attempts, begun(view, event)] };
    case 'loading':
      return withAttempt(view, event.attempt, (attempt) => ({
        ...attempt,
        [event.ahead ? 'loadsAhead' : 'loads']: event,
      }));
    case 'delta':
      return withAttempt(view, event.attempt, (attempt) => ({
        ...attempt,
        [event.channel]: attempt[event.channel === 'answer' ? 'answer' : 'thinking'] + event.text,
      }));
    case 'relabelled':
      return withAttempt(view, event.attempt, (attempt) => ({
        ...attempt,
        answer: '',
        thinking: attempt.thinking + attempt.answer,
      }));
    case 'answered':
      return withAttempt(view, event.attempt, (attempt) => ({
        ...attempt,
        answer: event.answer,
        thinking: event.thinking ?? '',
        outcome: event,
      }));
    case 'failed':
      return withAttempt(view, event.attempt, (attempt) => ({
        ...attempt,
        answer: event.partial,
        thinking: event.thinking ?? '',
        outcome: event,
      }));
    case 'checked':
      return { ...view, checked: event.checked };
    case 'judged':
      return {
        ...view,
        best: event.best,
        attempts: view.attempts.map((attempt) => {
          const last = attempt.outcome?.type === 'answered' ? event.judged[attempt.step] : undefined;
          if (last === undefined) return attempt;
          const newest = attempt.step === event.step;
          if (!newest && attempt.quality?.last === last) return attempt;
          const { estimated } = event;
          const quality = { first: attempt.quality?.first ?? last, last, ...(estimated && { estimated }) };
          return newest
            ? { ...attempt, quality, judged: event.judged, reward: event.reward }
            : { ...attempt, quality };
        }),
      };
    case 'finished':
      return { ...view, end: event, attempts: withBonus(view.attempts, event.bonus) };
  }
}

function begun(view: RouteView, event: ChosenEvent): AttemptView {
  const { by, probabilities, masked, shown, turns, passages, knobs, policyMs } = event;
  return {
    attempt: event.attempt,
    step: event.step,
    expert: view.experts.get(event.expert) ?? stranger(event.expert),
    choice: {
      ...(by && { by }),
      ...(turns && { turns }),
      ...(passages && { passages }),
      probabilities,
      masked,
      shown,
      knobs,
      policyMs,
    },
    answer: '',
    thinking: '',
  };
}

/** An expert that the log names but does not describe: shown by its id, nothing claimed about it. */
function stranger(id: string): ExpertSummary {
  return { id, name: id, provider: 'unknown', costB: 0, costEstimated: true, leavesMachine: true };
}

function withAttempt(
  view: RouteView,
  number: number,
  change: (attempt: AttemptView) => AttemptView,
): RouteView {
  return {
    ...view,
    attempts: view.attempts.map((attempt) => (attempt.attempt === number ? change(attempt) : attempt)),
  };
}

/** The end bonus belongs to the last answer's reward. */
function withBonus(attempts: readonly AttemptView[], bonus: number): readonly AttemptView[] {
  if (bonus === 0) return attempts;
  const last = attempts.findLast((attempt) => attempt.reward !== undefined);
  return attempts.map((attempt) =>
    attempt === last && attempt.reward ? { ...attempt, reward: { ...attempt.reward, bonus } } : attempt,
  );
}

/** The earlier turns that a new question would be asked with. */
export function turnsBefore(routes: readonly RouteView[]): Turn[] {
  const replaced = new Set(
    routes.flatMap(({ continues, end }) => (continues && end?.final ? [continues.id] : [])),
  );
  return latestTurns(
    routes.flatMap(({ id, question, end }) =>
      end?.final && !replaced.has(id) ? [{ question, answer: end.final.answer, fromWorkspace: false }] : [],
    ),
  );
}
