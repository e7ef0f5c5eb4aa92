/** Policy and Terminator as networks: the engine's interfaces on top of features and sessions. */
import type { BeliefModel } from '../estimate/belief';
import type { Encoder } from './encoder';
import type { Expert } from '../core/experts';
import { weigh, type Evidence } from '../evidence/evidence';
import { policyInput } from './policyFeatures';
import { expertFeatures, stateFeatures } from './policyFeatureTable';
import { openFeatures } from './openFeatures';
import { programFeatures } from './programFeatures';
import { answerFeatures, answerKinds, terminatorInput } from './terminatorFeatures';
import { defaultKnobs, type Answer, type State } from '../core/mdp';
import type { Policy, Scores } from '../core/policy';
import { sigmoid } from '../estimate/logOdds';
import type { Calibration, Profiles, Skill } from '../estimate/profile';
import type { Session } from './onnxSession';
import { kindsAsked } from '../evidence/kindsAsked';
import { answerSignals, type AnswerSignals } from '../evidence/answerSignals';
import { behaved, examplesOf } from '../evidence/facts';
import type { AnswerKind } from '../evidence/findings';
import { knownOf } from '../evidence/known';
import { readQuestion, type QuestionSignals } from '../evidence/questionSignals';
import { predictedQuality, type Terminator } from '../core/terminator';

/** What is the same throughout a route. */
interface Asking {
  readonly question: string;
  readonly inContext: boolean;
  /** The outcomes that the skills rest on. */
  readonly learned: Calibration;
  readonly signals: QuestionSignals;
  readonly skills: readonly Skill[];
}

/** Turns a state into what the networks see. What is the same throughout a route is kept between decisions. */
export class EvidenceExtractor {
  /** By pool, so that routes that run at once, each with a pool of its own, do not push each other out. */
  private readonly lastOf = new WeakMap<readonly Expert[], Asking>();
  /** By state: one that is judged is also asked how far its judgement can be trusted. */
  private readonly known = new WeakMap<
    State,
    { readonly pool: readonly Expert[]; readonly evidence: Evidence }
  >();

  constructor(
    private readonly encoder: Pick<Encoder, 'encode'>,
    readonly profiles: Profiles,
    private readonly belief: BeliefModel,
  ) {}

  async extract(state: State, pool: readonly Expert[]): Promise<Evidence> {
    const known = this.known.get(state);
    if (known?.pool === pool) return known.evidence;
    const { vector: embedding, familiarity } = await this.encoder.encode(state.question);
    const { skills, signals } = this.asking(state, pool, embedding);
    const signs = state.answers.map((answer) => read(answer, signals));
    const evidence = weigh(
      { state, pool, skills, embedding, familiarity, question: signals, signs },
      this.belief,
    );
    this.known.set(state, { pool, evidence });
    return evidence;
  }

  private asking(
    { question, inContext = false, answers }: State,
    pool: readonly Expert[],
    embedding: Float32Array,
  ): Asking {
    const last = this.lastOf.get(pool);
    const { learned } = this.profiles;
    // What was learned meanwhile counts from the next route on: within one, skills stay as they were.
    const isNews = answers.length === 0 && last?.learned !== learned;
    if (last?.question === question && last.inContext === inContext && !isNews) return last;
    const signals = readQuestion(question, inContext);
    const kinds = kindsAsked(question, signals.asked);
    const asking = {
      question,
      inContext,
      learned,
      signals,
      skills: this.profiles.skills(embedding, pool, kinds),
    };
    this.lastOf.set(pool, asking);
    return asking;
  }
}

/** Answers are read once, however often they are judged. */
const signsOfAnswers = new WeakMap<Answer, AnswerSignals>();

function read(answer: Answer, question: QuestionSignals): AnswerSignals {
  const known = signsOfAnswers.get(answer);
  if (known) return known;
  const shown = answerSignals(answer.text, question);
  const signs = answer.finish === 'length' ? { ...shown, cutOff: true } : shown;
  signsOfAnswers.set(answer, signs);
  return signs;
}

/** What the policy decides on. */
export interface DecisionContext {
  readonly evidence: Evidence;
  readonly allowed: readonly boolean[];
}

/** The policy's network, on evidence. */
export class PolicyNetwork {
  /** @param session network from `state`, `experts`, `open` to `scores` [1, pool] and `stop` [1]. */
  constructor(private readonly session: Session) {}

  async scores(evidence: Evidence, allowed: readonly boolean[]): Promise<Scores> {
    const [scores] = await this.scoresOfAll([{ evidence, allowed }]);
    return scores!;
  }

  /** Decides several at once; all have pools of the same size. */
  async scoresOfAll(decisions: readonly DecisionContext[]): Promise<Scores[]> {
    const pool = decisions[0]!.allowed.length;
    const batch = decisions.length;
    const state = new Float32Array(batch * stateFeatures.length);
    const experts = new Float32Array(batch * pool * expertFeatures.length);
    const open = new Uint8Array(batch * pool);
    decisions.forEach(({ evidence, allowed }, row) => {
      const input = policyInput(beginningAlike(evidence), allowed);
      state.set(input.state, row * stateFeatures.length);
      experts.set(input.experts, row * pool * expertFeatures.length);
      open.set(allowed.map(Number), row * pool);
    });
    const { scores, stop } = await this.session.run({
      state: { type: 'float32', data: state, dims: [batch, stateFeatures.length] },
      experts: { type: 'float32', data: experts, dims: [batch, pool, expertFeatures.length] },
      open: { type: 'bool', data: open, dims: [batch, pool] },
    });
    return decisions.map((_, row) => ({
      experts: Array.from(scores!.data.slice(row * pool, (row + 1) * pool) as Float32Array),
      stop: Number(stop!.data[row]),
    }));
  }
}

/**
 * A route begins alike whatever is good enough, unless nothing is: where one answer will have to do, the best first one
 * is dear, so that a policy that knows a low threshold beforehand costs more with it than with a higher one. In training
 * it knows: it has to learn what thresholds are for.
 */
function beginningAlike(evidence: Evidence): Evidence {
  const { state } = evidence;
  if (state.answers.length > 0 || state.knobs.p0 === 1) return evidence;
  return { ...evidence, state: { ...state, knobs: { ...state.knobs, p0: defaultKnobs.p0 } } };
}

/** The Terminator's network, on evidence. */
export class TerminatorNetwork {
  /** @param session network from `answers`, `programs`, `open`, `kinds`, `excess`, `given` to `logOdds` [1, answers]. */
  constructor(private readonly session: Session) {}

  /** P̂ of every answer, in order. */
  async predictions(evidence: Evidence): Promise<number[]> {
    const { answers } = evidence.state;
    if (answers.length === 0) return [];
    const input = terminatorInput(evidence);
    const dims = [1, answers.length];
    const rows = (data: Float32Array, size: number) =>
      ({ type: 'float32', data, dims: [...dims, size] }) as const;
    const { logOdds } = await this.session.run({
      answers: rows(input.answers, answerFeatures.length),
      programs: rows(input.programs, programFeatures.length),
      open: rows(input.open, openFeatures.length),
      kinds: rows(input.kinds, answerKinds.length),
      excess: { type: 'float32', data: input.excess, dims },
      given: { type: 'bool', data: new Uint8Array(answers.length).fill(1), dims },
    });
    return answers.map((_, index) =>
      predictedQuality(sigmoid(Number(logOdds!.data[index])), knownOf(evidence, index)),
    );
  }
}

/** The policy’s network at the evidence of a state. Scores are logits; `stop` is on the same scale. */
export class LearnedPolicy implements Policy {
  constructor(
    private readonly network: PolicyNetwork,
    private readonly extractor: EvidenceExtractor,
  ) {}

  async decide(state: State, pool: readonly Expert[], allowed: readonly boolean[]): Promise<Scores> {
    const fresh = newcomers(state, pool, allowed);
    const { experts, stop } = await this.network.scores(await this.extractor.extract(state, pool), fresh);
    const last = Math.min(stop, ...experts.filter((_, index) => fresh[index])) - behind;
    return { experts: experts.map((score, index) => (fresh[index] ? score : last)), stop };
  }
}

/** Scores of those who wait are so far below all others that they are as good as never chosen. */
const behind = 20;

/**
 * Those who may be asked and have not answered, where there are any. Nobody is asked twice in training, so that the
 * network does not know what a second answer is worth; and whoever has answered repeats its mistakes.
 */
function newcomers(state: State, pool: readonly Expert[], allowed: readonly boolean[]): readonly boolean[] {
  const asked = new Set(state.answers.map(({ expert }) => expert));
  const fresh = pool.map(({ id }, index) => allowed[index]! && !asked.has(id));
  return fresh.includes(true) ? fresh : allowed;
}

/** Below this a question is unlike those that P̂ was validated on; see `Encoded.familiarity`. */
const leastFamiliarity = 0.5;

/** The Terminator’s network at the evidence of a state: P̂ of each answer in [0, 1]. */
export class LearnedTerminator implements Terminator {
  constructor(
    private readonly network: TerminatorNetwork,
    private readonly extractor: EvidenceExtractor,
    /** Kinds of answers that P̂ was validated on. */
    private readonly validated: readonly AnswerKind[],
  ) {}

  async judge(state: State, pool: readonly Expert[]): Promise<readonly number[]> {
    if (state.answers.length === 0) return [];
    return this.network.predictions(await this.extractor.extract(state, pool));
  }

  /**
   * Short answers were validated on questions of certain kinds. Programs were where something came out of running them,
   * open answers wherever they were learned from.
   */
  async estimates(state: State, pool: readonly Expert[]): Promise<boolean> {
    const { kind, familiarity } = await this.extractor.extract(state, pool);
    if (!this.validated.includes(kind)) return true;
    if (kind === 'short') return familiarity < leastFamiliarity;
    if (kind === 'open') return false;
    return !state.checked?.answers.some((answer) => behaved(answer) || examplesOf(answer) !== undefined);
  }
}
