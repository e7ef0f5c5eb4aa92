/** What a method is: a rule that asks experts about a recorded question and returns one of their answers. */
import type { BeliefModel } from '../../der/estimate/belief';
import type { RecordedPrompt, RecordedAnswer, RecordedExpert } from '../../learn/recordedAnswers';
import type { Profiles, Skill } from '../../der/estimate/profile';
import type { AnswerSignals } from '../../der/evidence/answerSignals';
import type { Assembly } from '../../der/evidence/assemble';
import type { QuestionSignals } from '../../der/evidence/questionSignals';

/** A recorded question as a method sees it: everything but the answers' quality. */
export interface Case {
  readonly prompt: RecordedPrompt;
  /** Position among the scored prompts. */
  readonly position: number;
  /** L2-normalised embedding of the question. */
  readonly embedding: Float32Array;
  /** How much the question is like those of training; see encoder.ts. */
  readonly familiarity: number;
  /** What is known of every pool member's skill on this question before anybody answers. */
  readonly skills: readonly Skill[];
  /** One answer per pool member. A method reads only those of experts that it asked. */
  readonly answers: readonly Omit<RecordedAnswer, 'quality' | 'final'>[];
  /** What the question's text shows. */
  readonly signals: QuestionSignals;
  /** What each answer's text shows. A method reads only those of experts that it asked. */
  readonly signs: readonly AnswerSignals[];
  /** What running the answers' programs shows; undefined where none holds one. A method looks only at those it asked. */
  readonly findings: Assembly | undefined;
}

/** What all methods know beforehand: the pool and the same calibration prompts. */
export interface Context {
  readonly pool: readonly RecordedExpert[];
  readonly seed: number;
  readonly calibration: readonly CalibrationPrompt[];
  /** Overall rate of every pool member, shrunk to its prior. */
  readonly overall: readonly number[];
  /** Pool members, the ablest first; ties: the cheaper, then the smaller name. */
  readonly bySkill: readonly number[];
  /** Pool members, the cheapest first; ties: the abler, then the smaller name. */
  readonly byPrice: readonly number[];
  readonly profiles: Profiles;
  readonly beliefModel: BeliefModel;
}

export interface CalibrationPrompt {
  readonly embedding: Float32Array;
  /** For `best_by_domain` alone. */
  readonly domain: string;
  /** By pool member; undefined where it did not answer. */
  readonly quality: readonly (number | undefined)[];
  /** Logarithm of the characters of each member's answer. */
  readonly logLength: readonly (number | undefined)[];
}

/** What became of one question. Experts are named by their index in the pool. */
export interface MethodResult {
  /** In the order in which they were asked. */
  readonly asked: readonly number[];
  /** Author of the answer returned. */
  readonly chosen: number;
  /** Author of the answer that would have been returned after each step, where a method tells. */
  readonly bestByStep?: readonly number[];
  /** P̂ of the answers in the end, where a method judges. */
  readonly judged?: readonly number[];
}

export type Setting = Readonly<Record<string, number>>;

export interface Method {
  readonly name: string;
  /** Settings of its knobs that are tried; empty for a method without knobs. */
  readonly settings: readonly Setting[];
  /** Its settings are few on purpose, so that none are tried beside them. */
  readonly coarse?: boolean;
  /** Several outcomes are equally likely; their mean counts. */
  run(question: Case, setting: Setting): MethodResult | readonly MethodResult[] | Promise<MethodResult>;
}
