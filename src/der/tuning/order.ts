/** What a tuning is told and what it tells: the words between a surface and the process that it forks. */
import type { Expert } from '../core/experts';
import type { SkillKind } from '../core/modelFacts';
import type { Interval } from '../statistics/statistics';

/** What a tuning knows of an expert of the person's pool. */
export type TuningExpert = Pick<Expert, 'id' | 'costB' | 'costEstimated' | 'counts' | 'facts'>;

/** What a tuning is told when it starts. */
export interface TuningOrder {
  /** Folder of the networks that it begins with: those that are shipped. */
  readonly models: string;
  /** File of the person's outcomes. */
  readonly outcomes: string;
  /** Folder that the tuned networks go into; it is made, whole, when they are better, and else not at all. */
  readonly out: string;
  readonly seed: number;
  /** The models of the pool, without tools and what is simulated. */
  readonly experts: readonly TuningExpert[];
}

/** Outcomes before which nothing is tuned. */
export const leastOutcomes = 60;

/** What tuned networks differ by, each with all before it. */
export const tunedParts = ['constants', 'calibration', 'policy'] as const;
export type TunedPart = (typeof tunedParts)[number];

/** Level of the intervals of what is gained: the best of several parts is taken, so each has a share of the 5 %. */
export const gainLevel = 1 - 0.05 / tunedParts.length;

/** What tuning brings on questions that nothing was learned from. Values of routes are on the scale of quality. */
export interface TuningFigures {
  /** Outcomes of experts of the pool. */
  readonly outcomes: number;
  /** Of the person's questions, each held out once. */
  readonly questions: number;
  /** Of them, those that the whole pool answered. */
  readonly whole: number;
  /**
   * Chance that of two experts the one that is held to be abler had the better outcome, where the outcomes differ; a
   * half where they tell nothing apart.
   */
  readonly toldApart: { readonly mean: number; readonly interval: Interval } | null;
  /**
   * Value of a route with the tuned networks less with those shipped, its interval of `gainLevel`; null where too few
   * questions are whole.
   */
  readonly onWhole: { readonly mean: number; readonly interval: Interval } | null;
  /** The same over all questions, with what was not recorded estimated (doubly robust). */
  readonly onAll: { readonly mean: number; readonly interval: Interval };
  /** On made-up experts as the shipped networks expect them: what is gained there, less than 0 where it is lost. */
  readonly elsewhere: number;
  /** How far P̂ of each kind was from what came of it, by expected cross-entropy, before and after; by kind. */
  readonly surprise: readonly {
    readonly kind: SkillKind;
    readonly outcomes: number;
    readonly shipped: number;
    readonly tuned: number;
  }[];
}

/** What came of it. `better`: the folder is there; else nothing was changed. */
export type TuningVerdict =
  | { readonly result: 'better'; readonly part: TunedPart; readonly figures: TuningFigures }
  | { readonly result: 'notBetter'; readonly figures: TuningFigures }
  /** Experts do not differ in these outcomes beyond chance: there is nothing to learn from them. */
  | { readonly result: 'nothingToldApart'; readonly figures: TuningFigures }
  | { readonly result: 'tooFew'; readonly outcomes: number };

/** What a tuning tells while it runs, and at its end. */
export type TuningNews =
  /** A share in [0, 1] of the whole. */
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'finished'; readonly verdict: TuningVerdict }
  | { readonly type: 'failed'; readonly message: string };

/** What a surface says to the process: the order first. */
export type TuningWord =
  | { readonly type: 'tune'; readonly order: TuningOrder }
  /** A route of the person's goes first. */
  | { readonly type: 'pause' }
  | { readonly type: 'resume' };
