/** Everything the panel shows, as a function of the messages it got. */
import { nextRouteView, type RouteView } from '../chain/routeView';
import {
  type AppliedView,
  type AttachmentsView,
  type RouteConstraints,
  type ConversationView,
  type ExpertSummary,
  type GivenView,
  type Knobs,
  type NewProblemsView,
  type CompletionView,
  type RetryView,
  type TaskView,
  type ToPanel,
  defaultKnobs,
} from '../protocol';
import type { MeasuringView, PoolRow, PoolView, SetUpView } from '../poolMessages';

export interface PanelState {
  /** False until the first `restore`. */
  readonly restored: boolean;
  readonly conversation: ConversationView;
  readonly routes: readonly RouteView[];
  /** Id of the route under way. */
  readonly running: string | null;
  readonly knobs: Knobs;
  readonly controls: RouteConstraints;
  readonly attachments: AttachmentsView;
  /** What goes with the question by itself. */
  readonly given: readonly GivenView[];
  /** What is asked again by itself. */
  readonly retry?: RetryView | undefined;
  /** What can be typed after a slash. */
  readonly tasks: readonly TaskView[];
  /** What was found last for what was typed after `@`. */
  readonly completions?: { readonly query: string; readonly completions: readonly CompletionView[] };
  readonly pool: PoolView;
  /** Experts that the person's controls leave open. */
  readonly askable: readonly ExpertSummary[];
  /** False while the host still looks for experts. */
  readonly poolKnown: boolean;
  /** What is offered to somebody without models; undefined when there is nothing to offer. */
  readonly setUp?: SetUpView | undefined;
  /** Undefined until the pool editor was opened. */
  readonly poolRows?: readonly PoolRow[];
  /** What is measured or planned to be. */
  readonly measuring?: MeasuringView | undefined;
  readonly trained: boolean;
  /** Answers whose changes can be taken back. */
  readonly applied: readonly AppliedView[];
  /** What the editor found wrong after the last of them. */
  readonly newProblems: readonly NewProblemsView[];
  /** Details are open from the start. */
  readonly showDetails: boolean;
  /** The person has a check of their own, which can be run on answers. */
  readonly ownCheck: boolean;
  readonly remote?: string;
  readonly notices: readonly Notice[];
}

export type Notice = Omit<Extract<ToPanel, { type: 'notice' }>, 'type'>;

export const initialState: PanelState = {
  restored: false,
  conversation: { id: '', title: '' },
  routes: [],
  running: null,
  knobs: defaultKnobs,
  controls: { pinned: null, excluded: [], localOnly: false, earlierTurns: true },
  attachments: { items: [], room: null, onlyFitting: false },
  given: [],
  tasks: [],
  pool: { experts: [], costUnit: 'compute', problems: [] },
  askable: [],
  poolKnown: false,
  trained: true,
  applied: [],
  newProblems: [],
  showDetails: false,
  ownCheck: false,
  notices: [],
};

/** Older notices give way: a list nobody reads helps nobody. */
const shownNotices = 3;

export function nextPanelState(state: PanelState, message: ToPanel): PanelState {
  const next = after(state, message);
  if (next.pool === state.pool && next.controls === state.controls) return next;
  return { ...next, askable: askable(next.pool.experts, next.controls) };
}

function askable(
  experts: readonly ExpertSummary[],
  { pinned, excluded, localOnly }: RouteConstraints,
): readonly ExpertSummary[] {
  return experts.filter(
    ({ id, leavesMachine }) =>
      !excluded.includes(id) && (pinned ?? id) === id && !(localOnly && leavesMachine),
  );
}

function after(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case 'restore': {
      const { conversation, running, knobs, controls, attachments, pool, trained, remote } = message;
      const poolKnown = state.poolKnown || pool.experts.length > 0;
      const routes = message.routes.flatMap(({ events, ratings }) => {
        const view = events.reduce(nextRouteView, undefined as RouteView | undefined);
        return view ? [ratings ? { ...view, ratings } : view] : [];
      });
      const restored = {
        ...state,
        restored: true,
        conversation,
        routes,
        running,
        knobs,
        controls,
        attachments,
        given: message.given ?? [],
        retry: message.retry,
        tasks: message.tasks ?? [],
        pool,
        trained,
        applied: message.applied ?? [],
        newProblems: message.newProblems ?? [],
        showDetails: message.showDetails ?? false,
        ownCheck: message.ownCheck ?? false,
        poolKnown,
      };
      return remote === undefined ? restored : { ...restored, remote };
    }
    case 'events':
      return { ...state, routes: withEvents(state.routes, message) };
    case 'ratings': {
      const { route, ratings } = message;
      return {
        ...state,
        routes: state.routes.map((view) => (view.id === route ? { ...view, ratings } : view)),
      };
    }
    case 'running':
      return { ...state, running: message.route };
    case 'knobs':
      return { ...state, knobs: message.knobs };
    case 'controls':
      return { ...state, controls: message.controls };
    case 'showDetails':
      return { ...state, showDetails: message.on };
    case 'attachments':
      return { ...state, attachments: message.attachments };
    case 'given':
      return { ...state, given: message.given };
    case 'retry':
      return { ...state, retry: message.retry ?? undefined };
    case 'completions': {
      const { query, completions } = message;
      return { ...state, completions: { query, completions } };
    }
    case 'pool':
      return { ...state, pool: message.pool, poolKnown: true };
    case 'applied':
      return { ...state, applied: message.applied };
    case 'newProblems':
      return { ...state, newProblems: message.newProblems };
    case 'poolRows':
      return { ...state, poolRows: message.rows };
    case 'measuring':
      return { ...state, measuring: message.measuring ?? undefined };
    case 'setUp':
      return { ...state, setUp: message.setUp ?? undefined };
    case 'notice': {
      const { level, text } = message;
      const others = state.notices.filter((notice) => notice.text !== text);
      return { ...state, notices: [...others, { level, text }].slice(-shownNotices) };
    }
    case 'draft':
      return state;
  }
}

function withEvents(
  routes: readonly RouteView[],
  { route, events }: Extract<ToPanel, { type: 'events' }>,
): readonly RouteView[] {
  const index = routes.findIndex((view) => view.id === route);
  const view = events.reduce(nextRouteView, routes[index]);
  if (!view) return routes;
  return index < 0 ? [...routes, view] : routes.with(index, view);
}
