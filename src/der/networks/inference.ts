/** Policy and Terminator as networks: the engine's interfaces on top of features and sessions. */
import type { BeliefModel } from '../estimate/belief';
import type { Encoder } from './encoder';
import type { Expert } from '../core/experts';
import { weigh, type Evidence } from '../evidence/evidence';
import { policyInput } from './policyFeatures';
import { expertFeatures, stateFeatures } from './policyFeatureTable';
import { answerFeatures, terminatorInput } from './terminatorFeatures';
import { defaultKnobs, type Answer, type State } from '../core/mdp';
import type { Policy, Scores } from '../core/policy';
import { sigmoid, type Profiles, type Skill } from '../estimate/profile';
import type { Session } from './onnxSession';
import { kindsAsked } from '../evidence/kindsAsked';
import { signsOf, type Signs } from '../evidence/answerSignals';
import { programQuality } from '../evidence/programQuality';
import { predictedQuality, type Terminator } from '../core/terminator';

/** Turns a state into what the networks see. Skills are the same throughout a route and kept between decisions. */
export class Observer {
  private last: { question: string; pool: readonly Expert[]; skills: readonly Skill[] } | undefined;

  constructor(
    private readonly encoder: Pick<Encoder, 'encode'>,
    readonly profiles: Profiles,
    private readonly belief: BeliefModel,
  ) {}

  async observe(state: State, pool: readonly Expert[]): Promise<Evidence> {
    const { vector: embedding, familiarity } = await this.encoder.encode(state.question);
    const skills = this.skills(state.question, pool, embedding);
    return weigh(
      { state, pool, skills, embedding, familiarity, signs: state.answers.map(read) },
      this.belief,
    );
  }

  async familiarity(question: string): Promise<number> {
    return (await this.encoder.encode(question)).familiarity;
  }

  private skills(question: string, pool: readonly Expert[], embedding: Float32Array): readonly Skill[] {
    if (this.last?.question !== question || this.last.pool !== pool) {
      this.last = { question, pool, skills: this.profiles.skills(embedding, pool, kindsAsked(question)) };
    }
    return this.last.skills;
  }
}

/** Answers are read once, however often they are judged. */
const signsOfAnswers = new WeakMap<Answer, Signs>();

function read(answer: Answer): Signs {
  const known = signsOfAnswers.get(answer);
  if (known) return known;
  const shown = signsOf(answer.text);
  const signs = answer.finish === 'length' ? { ...shown, cutOff: true } : shown;
  signsOfAnswers.set(answer, signs);
  return signs;
}

/** What the policy decides on. */
export interface Decision {
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
  async scoresOfAll(decisions: readonly Decision[]): Promise<Scores[]> {
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
  /** @param session network from `answers`, `excess`, `given` to `logOdds` [1, answers]. */
  constructor(private readonly session: Session) {}

  /** P̂ of every answer, in order. */
  async judgements(evidence: Evidence): Promise<number[]> {
    const { answers } = evidence.state;
    if (answers.length === 0) return [];
    const input = terminatorInput(evidence);
    const dims = [1, answers.length];
    const { logOdds } = await this.session.run({
      answers: { type: 'float32', data: input.answers, dims: [...dims, answerFeatures.length] },
      excess: { type: 'float32', data: input.excess, dims },
      given: { type: 'bool', data: new Uint8Array(answers.length).fill(1), dims },
    });
    return answers.map(({ verified }, index) => {
      const { empty } = evidence.signs[index]!;
      return predictedQuality(sigmoid(Number(logOdds!.data[index])), { verified, empty });
    });
  }
}

export class LearnedPolicy implements Policy {
  constructor(
    private readonly network: PolicyNetwork,
    private readonly observer: Observer,
  ) {}

  async decide(state: State, pool: readonly Expert[], allowed: readonly boolean[]): Promise<Scores> {
    return this.network.scores(await this.observer.observe(state, pool), allowed);
  }
}

/** Below this a question is unlike those that P̂ was validated on; see `Encoded.familiarity`. */
const leastFamiliarity = 0.5;

export class LearnedTerminator implements Terminator {
  constructor(
    private readonly network: TerminatorNetwork,
    private readonly observer: Observer,
  ) {}

  async judge(state: State, pool: readonly Expert[]): Promise<readonly number[]> {
    if (state.answers.length === 0) return [];
    const evidence = await this.observer.observe(state, pool);
    const judged = await this.network.judgements(evidence);
    const { belief, claims, authors } = evidence;
    return programQuality({
      judged,
      claims: claims.map(({ claim }) => claim !== undefined),
      author: authors.map(({ mean }) => belief.prospect(mean, 1).right),
      checked: state.checked,
    });
  }

  async unfamiliar(question: string): Promise<boolean> {
    return (await this.observer.familiarity(question)) < leastFamiliarity;
  }
}
