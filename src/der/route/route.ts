/**
 * The loop of DER: choose → prompt → answer → judge → stop or go on. It yields events; nothing else is kept.
 *
 * Nothing but the policy decides who is asked and whether asking on is worth it, and nothing but the Terminator
 * decides what is good enough. Masks bind the policy: what the person has not allowed cannot be chosen.
 */
import { ask } from './ask';
import { Asides } from './asides';
import { asTheyStand } from './asTheyStand';
import { imagesOf, withAttachments, withInstructions, type Attachment } from '../prompt/attachments';
import { Candidates } from './candidates';
import { checkAnswers, lateFindings, type Check } from './checking';
import { takeOver, type Continuation, type WantedStep } from './continuation';
import { mostItCanCost } from '../core/cost';
import type { FinishedEvent, JudgedEvent, LoadingEvent, RouteEvent, StartedEvent } from '../trace/events';
import { summaryOf, writesAnswers, type Expert, type Passage } from '../core/experts';
import { RouteProgress } from './progress';
import { likelyNext } from './likelyNext';
import { LoadAhead, waitsForLoading } from './loadAhead';
import { masksOf, type Limits, type MaskReason } from './masks';
import { stepReward, type Knobs, type RewardForm, type State, type StopReason } from '../core/mdp';
import { checkPool } from '../core/pool';
import { retrieved } from './retrieval';
import { choose, type Choice, type Policy } from '../core/policy';
import { best, mayStop, stateOf, stepQuality, stopByRule, withoutAnother } from './rule';
import type { Turn } from '../prompt/turns';
import type { Terminator } from '../core/terminator';
import type { ModelsInfo } from '../trace/trace';

/** What a route is run with. */
export interface RouteInput {
  readonly question: string;
  /** The question holds text of the person's workspace, a selection for instance. */
  readonly fromWorkspace: boolean;
  /** What the person attached; text of the workspace all of it. */
  readonly attachments?: readonly Attachment[];
  /** Of the person's files, what goes with the question by itself: to experts that may see it, and to nobody else. */
  readonly context?: readonly Passage[] | undefined;
  /** Earlier turns that experts are shown, as `latestTurns` bounds them. */
  readonly turns?: readonly Turn[];
  readonly pool: readonly Expert[];
  readonly policy: Policy;
  readonly terminator: Terminator;
  readonly models: ModelsInfo;
  /** Read at every decision, so that a slider takes effect in the middle of a route. */
  readonly knobs: () => Knobs;
  /** Read at every decision. */
  readonly limits: () => Limits;
  readonly reward?: { readonly form: RewardForm; readonly gamma: number };
  /** The earlier route that this one goes on from. */
  readonly continues?: Continuation | undefined;
  /** Runs what answers contain; asked only where an answer holds a program. Nothing is checked without it. */
  readonly check?: Check | undefined;
  /** Stops the route; the trace is finished all the same. */
  readonly signal: AbortSignal;
  /** Milliseconds, for tests. */
  readonly now?: () => number;
}

const defaultReward = { form: 'telescoped', gamma: 0 } as const;

/**
 * Runs one route. Ends with exactly one `finished` event whatever happens to the experts and to the networks.
 * @throws PoolError when the pool cannot be asked at all.
 */
export async function* route(input: RouteInput): AsyncGenerator<RouteEvent, void, undefined> {
  checkPool(input.pool);
  const now = input.now ?? (() => performance.now());
  const progress = new RouteProgress(input.reward?.gamma ?? defaultReward.gamma, now);
  const attachments = input.attachments ?? [];
  const fromWorkspace = input.fromWorkspace || attachments.some(({ sent }) => !sent);
  yield {
    type: 'started',
    id: crypto.randomUUID(),
    startedAt: new Date().toISOString(),
    question: input.question,
    fromWorkspace,
    ...(attachments.length > 0 && { attachments }),
    ...(input.turns && input.turns.length > 0 && { turns: input.turns }),
    ...continued(input.continues),
    knobs: input.knobs(),
    models: input.models,
    pool: input.pool.map(summaryOf),
  };
  const found = await retrieved({ ...input, attachments, limits: input.limits() }, now);
  if (found) yield found;
  const prompts = new Candidates(
    withAttachments(input.question, attachments),
    fromWorkspace,
    input.turns,
    found?.passages,
    imagesOf(attachments),
  );
  const kept = input.continues?.kept ?? [];
  const ahead = new LoadAhead(input.policy, input.signal);
  try {
    takeOver(kept, progress, input.pool);
    yield* kept;
    const finished = yield* steps(input, progress, prompts, ahead, now);
    const late = await lateFindings(input, progress, now);
    if (late) yield late;
    yield finished;
  } catch (thrown) {
    yield progress.finish(withoutAnother(progress.answers.length), { error: networkFailure(thrown) });
  } finally {
    // Also where whoever listens has left.
    ahead.stop();
  }
}

/** The steps of the route; returns how it ends. @throws Error when a network fails or gives nothing to go by. */
async function* steps(
  input: RouteInput,
  progress: RouteProgress,
  prompts: Candidates,
  ahead: LoadAhead,
  now: () => number,
): AsyncGenerator<RouteEvent, FinishedEvent, undefined> {
  const stepWanted = stepWantedIn(input.continues, progress);
  for (;;) {
    const knobs = input.knobs();
    const wanted = stepWanted();
    const over = reasonToStop(progress, knobs, input.signal, wanted);
    if (over) return progress.finish(over);

    const limits = { ...input.limits(), chosen: wanted?.expert };
    // Who chooses an expert goes on from the last answer kept; else the best one is handed over.
    const handed = wanted?.expert === undefined ? undefined : progress.answers.length - 1;
    // Loading weighs on who is chosen; what a call costs is booked as the pool says it.
    const pool = await asTheyStand(input.pool, input.signal);
    const candidates = input.pool.map((expert) =>
      prompts.candidate(expert, knobs, limits.allowWorkspaceText, progress, handed),
    );
    const masks = masksOf(candidates, limits, progress.spentUsdBound, hasAnswer(input.pool, progress));
    if (masks.every((mask) => mask !== undefined)) {
      const decision = { probabilities: {}, masked: byId(input.pool, masks), policyMs: 0 };
      return progress.finish(nobodyIsOpen(masks, progress), { decision });
    }

    // A pinned expert is asked, and a step that is wanted is made, whatever the policy prefers.
    const free = mayStop(progress) && limits.pinned === undefined && !wanted;
    const { choice, decision } = await decide({ ...input, pool }, knobs, progress, masks, free, now);
    if (choice.index === undefined) return progress.finish('not_worth_it', { decision });

    const candidate = candidates[choice.index]!;
    const [step, attempt] = [progress.answers.length, progress.attempts];
    const { shown } = candidate;
    const turns = candidate.turns.length > 0 && { turns: candidate.turns };
    const passages = candidate.passages && ({ passages: true } as const);
    const by = wanted ? ({ by: 'person' } as const) : {};
    yield {
      type: 'chosen',
      step,
      attempt,
      expert: candidate.expert.id,
      ...by,
      ...decision,
      shown,
      ...turns,
      ...passages,
      knobs,
    };
    ahead.chosen(candidate.expert.id);
    const place = { step, attempt };
    const asides = new Asides<LoadingEvent>();
    asides.add(waitsForLoading(candidate.expert, place, input.signal));
    const asked = choice.index;
    const onBegun = () => {
      if (!pool.some(({ loading }) => loading)) return;
      asides.add(ahead.begin(likelyNext({ ...input, pool }, knobs, progress, asked, masks), place));
    };
    const { signal } = input;
    const question = withInstructions(input.question, input.attachments ?? []);
    const outcome = yield* watched(
      ask({ candidate, ...place, question, signal, now, asides, onBegun }),
      input.check,
    );
    progress.book(outcome, candidate, mostItCanCost(candidate.expert, candidate.prompt.tokenBound));
    if (outcome.type !== 'answered') continue;
    const checked = await checkAnswers(input, progress, now);
    if (checked) yield checked;
    yield await judge(input, outcome.usage.costB, knobs, progress, now);
  }
}

/** The same events; checks hear what is written meanwhile. */
async function* watched<Outcome>(
  events: AsyncGenerator<RouteEvent, Outcome, undefined>,
  check: Check | undefined,
): AsyncGenerator<RouteEvent, Outcome, undefined> {
  let next = await events.next();
  try {
    for (; !next.done; next = await events.next()) {
      const { value } = next;
      if (value.type === 'delta' && value.channel === 'answer') check?.watch?.(value.text);
      yield value;
    }
    return next.value;
  } finally {
    // Where whoever listens has left, what is asked ends as well.
    if (!next.done) await events.return(undefined as Outcome);
  }
}

/** Somebody has made an answer, and not only quoted. */
function hasAnswer(pool: readonly Expert[], progress: RouteProgress): boolean {
  const quoting = new Set(pool.filter((expert) => !writesAnswers(expert)).map(({ id }) => id));
  return progress.answers.some(({ expert }) => !quoting.has(expert));
}

/** The event's part on the earlier route. */
function continued(continues: Continuation | undefined): Pick<StartedEvent, 'continues'> {
  if (!continues) return {};
  const steps = continues.kept.filter(({ type }) => type === 'answered').length;
  return { continues: { id: continues.id, steps } };
}

/** Tells whether the step that the person wants is still to be made: an expert of their choice is tried once. */
function stepWantedIn(
  continues: Continuation | undefined,
  progress: RouteProgress,
): () => WantedStep | undefined {
  const [answers, attempts] = [progress.answers.length, progress.attempts];
  const wanted = continues?.wanted;
  return () => {
    const made =
      wanted?.expert === undefined ? progress.answers.length > answers : progress.attempts > attempts;
    return made ? undefined : wanted;
  };
}

/** What ends a route before anybody is asked again; an answer that is good enough counts even when stopped. */
function reasonToStop(
  { judged, attempts }: RouteProgress,
  knobs: Knobs,
  signal: AbortSignal,
  wanted: WantedStep | undefined,
): StopReason | undefined {
  if (wanted) return signal.aborted ? 'user' : undefined;
  const over = stopByRule({ judged, attempts }, knobs);
  return over !== 'good_enough' && signal.aborted ? 'user' : over;
}

function networkFailure(thrown: unknown): string {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return (
    `The networks that choose and judge failed: ${reason.replace(/\.?$/, '.')} ` +
    'Ask again. If it happens again, reinstall DER, or name other networks.'
  );
}

/** Why a route ends in which every expert is masked. */
function nobodyIsOpen(masks: readonly (MaskReason | undefined)[], progress: RouteProgress): StopReason {
  if (masks.some((mask) => mask === 'spend_cap' || mask === 'price_unknown')) return 'spend_cap';
  return progress.answers.length === 0 && progress.failed ? 'all_failed' : 'nobody_left';
}

async function decide(
  input: RouteInput,
  knobs: Knobs,
  progress: RouteProgress,
  masks: readonly (MaskReason | undefined)[],
  free: boolean,
  now: () => number,
): Promise<{ choice: Choice; decision: NonNullable<FinishedEvent['decision']> }> {
  const before = now();
  const allowed = masks.map((mask) => mask === undefined);
  const scores = await input.policy.decide(stateIn(input, knobs, progress), input.pool, allowed);
  const choice = choose(scores, input.pool, allowed, free);
  const masked = byId(input.pool, masks);
  return { choice, decision: { probabilities: choice.probabilities, masked, policyMs: now() - before } };
}

/** The masks by expert id, without those who are open. */
function byId(
  pool: readonly Expert[],
  masks: readonly (MaskReason | undefined)[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(pool.flatMap(({ id }, i) => (masks[i] ? [[id, masks[i]]] : [])));
}

async function judge(
  input: RouteInput,
  costB: number,
  knobs: Knobs,
  progress: RouteProgress,
  now: () => number,
): Promise<JudgedEvent> {
  const before = now();
  const earlier = progress.judged;
  const state = stateIn(input, knobs, progress);
  const judged = await input.terminator.judge(state, input.pool);
  const broken = judged.length !== progress.answers.length || !judged.every((p) => p >= 0 && p <= 1);
  if (broken)
    throw new Error(`The Terminator judged ${progress.answers.length} answers as [${judged.join(', ')}].`);

  // In the product nobody knows more of an answer's quality than P̂.
  const quality = stepQuality({ quality: judged, judged }, { quality: earlier, judged: earlier });
  const estimated = await input.terminator.estimates?.(state, input.pool);
  const { form } = input.reward ?? defaultReward;
  const reward = stepReward(form, quality, costB, knobs);
  progress.rejudge(judged, reward);
  return {
    type: 'judged',
    step: progress.answers.length - 1,
    judged,
    ...(estimated && { estimated }),
    best: best(judged),
    reward,
    terminatorMs: now() - before,
  };
}

function stateIn(input: RouteInput, knobs: Knobs, progress: RouteProgress): State {
  const state = stateOf(input.question, progress, knobs, progress.spentB);
  const inContext = (input.turns?.length ?? 0) > 0 || (input.attachments?.length ?? 0) > 0;
  return inContext ? { ...state, inContext } : state;
}
