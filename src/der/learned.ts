/** Policy and Terminator as networks: the engine's interfaces on top of features and sessions. */
import type { BeliefModel } from './belief';
import type { Encoder } from './encoder';
import type { Expert } from './experts';
import {
  answerFeatures,
  expertFeatures,
  policyInput,
  stateFeatures,
  terminatorInput,
  weigh,
  type Evidence,
} from './features';
import type { Answer, State } from './mdp';
import type { Policy, Scores } from './policy';
import { sigmoid, type Profiles, type Skill } from './profile';
import type { Session } from './session';
import { signsOf, type Signs } from './signs';
import type { Terminator } from './terminator';

/** Turns a state into what the networks see. Skills are the same throughout a route and kept between decisions. */
export class Observer {
  private last: { question: string; pool: readonly Expert[]; skills: readonly Skill[] } | undefined;

  constructor(
    private readonly encoder: Encoder,
    readonly profiles: Profiles,
    private readonly belief: BeliefModel,
  ) {}

  async observe(state: State, pool: readonly Expert[]): Promise<Evidence> {
    const embedding = await this.encoder.embed(state.question);
    const skills = this.skills(state.question, pool, embedding);
    return weigh({ state, pool, skills, embedding, signs: state.answers.map(read) }, this.belief);
  }

  private skills(question: string, pool: readonly Expert[], embedding: Float32Array): readonly Skill[] {
    if (this.last?.question !== question || this.last.pool !== pool) {
      this.last = { question, pool, skills: this.profiles.skills(embedding, pool) };
    }
    return this.last.skills;
  }
}

/** Answers are read once, however often they are judged. */
const signsOfAnswers = new WeakMap<Answer, Signs>();

function read(answer: Answer): Signs {
  const known = signsOfAnswers.get(answer) ?? signsOf(answer.text);
  signsOfAnswers.set(answer, known);
  return known;
}

export class LearnedPolicy implements Policy {
  /** @param session network from `state`, `experts`, `open` to `scores` [1, pool] and `stop` [1]. */
  constructor(
    private readonly session: Session,
    private readonly observer: Observer,
  ) {}

  async decide(state: State, pool: readonly Expert[], allowed: readonly boolean[]): Promise<Scores> {
    const input = policyInput(await this.observer.observe(state, pool), allowed);
    const { scores, stop } = await this.session.run({
      state: { type: 'float32', data: input.state, dims: [1, stateFeatures.length] },
      experts: { type: 'float32', data: input.experts, dims: [1, pool.length, expertFeatures.length] },
      open: { type: 'bool', data: Uint8Array.from(allowed, Number), dims: [1, pool.length] },
    });
    return { experts: Array.from(scores!.data as Float32Array), stop: Number(stop!.data[0]) };
  }
}

/** Most that a learned judgement can claim; 1 is kept for answers that are proven. */
export const mostCertain = 0.999;

export class LearnedTerminator implements Terminator {
  /** @param session network from `answers`, `excess`, `given` to `logOdds` [1, answers]. */
  constructor(
    private readonly session: Session,
    private readonly observer: Observer,
  ) {}

  /** By definition, not by learning, a verified answer has P̂ = 1 and an empty one 0. */
  async judge(state: State, pool: readonly Expert[]): Promise<readonly number[]> {
    const count = state.answers.length;
    if (count === 0) return [];
    const evidence = await this.observer.observe(state, pool);
    const input = terminatorInput(evidence);
    const { logOdds } = await this.session.run({
      answers: { type: 'float32', data: input.answers, dims: [1, count, answerFeatures.length] },
      excess: { type: 'float32', data: input.excess, dims: [1, count] },
      given: { type: 'bool', data: new Uint8Array(count).fill(1), dims: [1, count] },
    });
    return state.answers.map(({ verified }, index) => {
      if (verified) return 1;
      if (evidence.signs[index]!.empty) return 0;
      return Math.min(mostCertain, sigmoid(Number(logOdds!.data[index])));
    });
  }
}
