/** DER itself on recorded answers: the same networks, features and rules as the product's route. */
import type { RecordedAnswer } from '../../../learn/recordedAnswers';
import { weigh, type Evidence } from '../../../der/evidence/evidence';
import type { PolicyNetwork, TerminatorNetwork } from '../../../der/networks/inference';
import { adopts, type HandOverRates } from '../../../learn/episodes/handOver';
import { Random } from '../../../learn/random';
import { best, closedByRoute, mayStop, stateOf, stopByRule } from '../../../der/route/rule';
import type { BaselinePolicy } from '../../../der/networks/models';
import { defaultKnobs, type Answer, type Knobs, type State } from '../../../der/core/mdp';
import { choose, type Scores } from '../../../der/core/policy';
import { known } from '../calibrationPrompts';
import type { Case, Context, Method, MethodResult, Setting } from '../method';
import { checkedAmong } from '../heardClaims';
import { alphas } from './beliefs';
import { Decisions } from './decisions';
import { Recent } from './recentCache';

export class DerNetworks {
  /** Settings and variations come by the same answers in the same order again and again. */
  readonly seen = new Recent<Promise<Seen>>();
  readonly decisions: Decisions;

  constructor(
    policy: PolicyNetwork,
    readonly terminator: TerminatorNetwork,
    /** The same with policies to compare with, where there are any. */
    readonly compared: Readonly<Partial<Record<BaselinePolicy, DerNetworks>>> = {},
  ) {
    this.decisions = new Decisions(policy);
  }
}

export interface Variation {
  /** Returns the last answer, not the best one, as the paper does. */
  readonly lastAnswer?: boolean;
  /** Asks until the steps are used up. */
  readonly noTerminator?: boolean;
  /** Has no stop action: only the threshold and the steps end a route. */
  readonly noStop?: boolean;
  /** Knows nothing of what running the answers' programs shows. */
  readonly noChecks?: boolean;
  /** Sees the default knobs whatever they are, as a policy would that was trained with one setting. */
  readonly fixedKnobs?: boolean;
  /** Simulates a hand-over at these rates; `quality` is the truth that drives it. */
  readonly handOver?: {
    readonly rates: HandOverRates;
    readonly quality: (question: Case) => ArrayLike<number>;
  };
}

/** With 0 whoever is chosen first answers alone, so that the curve has what one expert at its best brings. */
const thresholds = [0, 0.5, 0.65, 0.75, 0.85, 0.9, 0.95];

/**
 * Settings that are tried. The threshold 1 leaves stopping to the policy; β = 0 makes every call cost alike, as the
 * evaluation does.
 */
export const derSettings: readonly Setting[] = [
  ...alphas.map((alpha) => ({ alpha, beta: 0, p0: 1, maxSteps: 10 })),
  ...[1e-5, 1e-3].flatMap((alpha) => thresholds.map((p0) => ({ alpha, beta: 0, p0, maxSteps: 10 }))),
];

/** For variations, which are compared with `der` and not tuned as finely. */
export const fewSettings: readonly Setting[] = [1e-5, 3e-4, 1e-3, 4e-3, 2e-2].map((alpha) => ({
  alpha,
  beta: 0,
  p0: 0.9,
  maxSteps: 5,
}));

/** For simulations, of which only the range counts. */
export const fewestSettings = fewSettings.slice(1, -1);

/** What some answers say. */
interface Seen {
  readonly evidence: Evidence;
  readonly judged: readonly number[];
  /** By what the policy knows beside the evidence. */
  readonly scores: Map<string, Promise<Scores>>;
}

export function der(
  name: string,
  context: Context,
  networks: DerNetworks,
  settings: readonly Setting[],
  variation: Variation = {},
): Method {
  const member = known(context.pool);
  const see = (question: Case, asked: readonly number[], given: readonly Given[], state: State) => {
    const heard = asked
      .map((author, at) => `${author} ${given[at]!.from} ${given[at]!.shown.join()}`)
      .join(';');
    const key = variation.noChecks && question.findings ? `unchecked ${heard}` : heard;
    return networks.seen.about(question, key, async (): Promise<Seen> => {
      const from = given.map((one) => one.from);
      const checked = variation.noChecks ? undefined : checkedAmong(question, from);
      const evidence = weigh(
        {
          state: { ...state, ...(checked && { checked }) },
          pool: member,
          skills: question.skills,
          embedding: question.embedding,
          familiarity: question.familiarity,
          question: question.signals,
          signs: from.map((author) => question.signs[author]!),
        },
        context.beliefModel,
      );
      return { evidence, judged: await networks.terminator.predictions(evidence), scores: new Map() };
    });
  };

  const score = ({ evidence, scores }: Seen, state: State, allowed: readonly boolean[]) => {
    const { knobs, stepsLeft } = state;
    const key = JSON.stringify([knobs.alpha, knobs.beta, knobs.p0, stepsLeft]);
    const found = scores.get(key) ?? networks.decisions.scores({ evidence: { ...evidence, state }, allowed });
    scores.set(key, found);
    return found;
  };

  return {
    name,
    settings,
    coarse: settings !== derSettings,
    async run(question, setting): Promise<MethodResult> {
      const knobs: Knobs = { ...defaultKnobs, ...setting };
      const random = new Random(context.seed).fork(`hand-over ${question.prompt.id}`);
      const asked: number[] = [];
      const given: Given[] = [];
      const bestByStep: number[] = [];
      let judged: readonly number[] = [];
      for (;;) {
        const state = stateAfter(question, context, asked, given, judged, knobs);
        const seen = await see(question, asked, given, state);
        judged = seen.judged;
        if (judged.length > 0) bestByStep.push(given[best(judged)]!.from);
        const standing = { judged, attempts: asked.length };
        if (stopByRule(standing, knobs, { threshold: !variation.noTerminator })) break;

        const allowed = member.map((_, index) => isOpen(index, asked));
        if (!allowed.includes(true)) break;
        const shown = variation.fixedKnobs ? { ...knobs, ...fixed } : knobs;
        const scores = await score(seen, { ...state, judged, knobs: shown }, allowed);
        const stops = mayStop(standing) && !variation.noStop && !variation.noTerminator;
        const { index } = choose(scores, member, allowed, stops);
        if (index === undefined) break;
        given.push(handed(index, given, judged, question, variation, random));
        asked.push(index);
      }
      const returned = variation.lastAnswer ? asked.length - 1 : best(judged);
      return { asked, chosen: given[returned]!.from, bestByStep, judged };
    },
  };
}

/** Whose recorded answer was given, and which earlier answers its author was shown. */
interface Given {
  readonly from: number;
  readonly shown: readonly number[];
}

const fixed = { alpha: defaultKnobs.alpha, beta: defaultKnobs.beta, p0: defaultKnobs.p0 };

function handed(
  author: number,
  given: readonly Given[],
  judged: readonly number[],
  question: Case,
  { handOver }: Variation,
  random: Random,
): Given {
  if (!handOver || given.length === 0) return { from: author, shown: [] };
  const earlier = best(judged);
  const { from } = given[earlier]!;
  const adopted = adopts(handOver.rates, handOver.quality(question)[from]!, random);
  return { from: adopted ? from : author, shown: [earlier] };
}

function stateAfter(
  { prompt, answers }: Case,
  { pool }: Context,
  asked: readonly number[],
  given: readonly Given[],
  judged: readonly number[],
  knobs: Knobs,
): State {
  const all = asked.map((author, index) =>
    answerOf(pool[author]!.name, answers[given[index]!.from]!, given[index]!),
  );
  const spent = asked.reduce((sum, author) => sum + pool[author]!.costB, 0);
  return stateOf(prompt.question ?? '', { answers: all, judged }, knobs, spent);
}

/** Whether an expert may be asked: in recorded data everybody has one answer to give. */
function isOpen(index: number, asked: readonly number[]): boolean {
  const [answeredBefore, answeredLast] = [asked.includes(index), asked.at(-1) === index];
  return closedByRoute({ answeredBefore, answeredLast, sentSame: false, tool: false }, 'never') === undefined;
}

function answerOf(expert: string, { text }: Pick<RecordedAnswer, 'text'>, { shown }: Given): Answer {
  return { expert, text, shown, verified: false, finish: 'stop', fromWorkspace: false };
}
