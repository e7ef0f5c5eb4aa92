/** The messages between the editor side and the view of a blind comparison, which are validated as those of the panel. */
import type { BlindRating } from './protocol';

/** A way to answer, to be compared. */
export interface StrategyView {
  readonly name: string;
  readonly label: string;
}

/** Who gave an answer that was compared, and what it took. */
export interface UncoveredSide {
  readonly label: string;
  /** Name of the expert whose answer it is in the end. */
  readonly expert: string;
  readonly steps: number;
  readonly ms: number;
  /** Absent where the price is not known. */
  readonly usd?: number | undefined;
  /** P̂ */
  readonly quality?: number | undefined;
}

/** How often answers of one strategy were preferred to those of another. */
export interface TallyView {
  readonly labels: readonly [string, string];
  readonly questions: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  readonly bothBad: number;
  /** Share of questions that the first won, ties half, with its 95 % interval. */
  readonly rate: { readonly mean: number; readonly ci95: readonly [number, number] };
  readonly byKind: readonly { readonly kind: string; readonly mean: number; readonly questions: number }[];
}

/** Of two answers, how often the one with the higher P̂ was preferred: all comparisons of this person. */
export interface PredictionTally {
  readonly decided: number;
  readonly auc: number;
  readonly ci95: readonly [number, number] | null;
  readonly ece: number;
}

export type ComparisonStage =
  | { readonly stage: 'question'; readonly problem?: string }
  /** How many of the two have answered. */
  | { readonly stage: 'answering'; readonly answered: number }
  | { readonly stage: 'rating'; readonly left: string; readonly right: string }
  | {
      readonly stage: 'uncovered';
      readonly left: string;
      readonly right: string;
      readonly verdict: BlindRating['verdict'];
      /** Both answers were one text, and nobody had to be asked. */
      readonly same: boolean;
      readonly sides: readonly [UncoveredSide, UncoveredSide];
    };

/** A blind comparison in the editor, all of it. */
export interface ComparisonView {
  readonly strategies: readonly StrategyView[];
  readonly chosen: readonly [string, string];
  readonly question: string;
  readonly state: ComparisonStage;
  readonly tallies: readonly TallyView[];
  readonly prediction: PredictionTally | null;
}

export interface ToComparison {
  readonly type: 'comparison';
  readonly view: ComparisonView;
}

export type FromComparison =
  | { readonly type: 'ready' }
  | { readonly type: 'begin'; readonly question: string; readonly strategies: readonly [string, string] }
  | { readonly type: 'cancel' }
  | { readonly type: 'verdict'; readonly verdict: BlindRating['verdict'] }
  /** Another question. */
  | { readonly type: 'next' }
  | { readonly type: 'openLink'; readonly href: string };
