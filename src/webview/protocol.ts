/**
 * The messages between the editor side and the panel, and what the panel knows of the engine: the only thing that both
 * sides share. Every message from the panel is validated by the host before it is acted on.
 */
import type { AttachmentKind, Fit } from '../der/prompt/attachments';
import type { RouteEvent } from '../der/trace/events';
import type { CostUnit, ExpertSummary, Price } from '../der/core/experts';
import type { Knobs } from '../der/core/mdp';
import type { Rating as BlindRating } from '../der/comparison/blind';

export {
  mostRaterCharacters,
  ratingsFormat,
  type BlindItem,
  type BlindPage,
  type Rating as BlindRating,
  type RatingsFile,
} from '../der/comparison/blind';
export { seededBy } from '../der/evidence/seeded';
export { secondsOf, sizeOf, unitOf, usdPerMtokOf } from '../der/core/costUnit';
export {
  dollars,
  duration,
  exact,
  fixed,
  number,
  percent,
  quality,
  signed,
  sizeIn,
} from '../der/core/format';
export { isModel, type CostUnit, type ExpertSummary, type Passage } from '../der/core/experts';
export {
  defaultKnobs,
  knobError,
  knobRanges,
  rewardSum,
  type Knobs,
  type Reward,
  type StopReason,
} from '../der/core/mdp';
export { estimateTokens } from '../der/core/tokens';
export type { Attachment, AttachmentKind } from '../der/prompt/attachments';
export { agreeing } from '../der/evidence/agreement';
export { factsOf, knownWrong, type Facts } from '../der/evidence/facts';
export type { ExpertErrorKind } from '../der/core/expertErrors';
export type { Checked, Finding } from '../der/evidence/findings';
export { latestTurns, turnTokens, type Turn } from '../der/prompt/turns';
export { maskReasons, shownByRoute, type MaskReason } from '../der/route/masks';
export { alternatives, type Alternative, type Asked } from '../der/trace/costBaselines';
export type { AnsweredEvent, ChosenEvent, FailedEvent, FinishedEvent, RouteEvent } from '../der/trace/events';
export type { Continued, Totals } from '../der/trace/trace';
export { whatIf, type Recorded, type WhatIf } from '../der/trace/whatIf';

/** A route as the panel restores it: the events that made it, deltas merged. */
export interface RouteLog {
  readonly id: string;
  readonly events: readonly RouteEvent[];
  /** By step; absent where no answer was rated. */
  readonly ratings?: Ratings;
}

/** What the person thinks of an answer. */
export type Rating = 'up' | 'down';
export type Ratings = Readonly<Record<number, Rating>>;

/** What the person has decided about who is asked. It binds the policy, from the next decision on. */
export interface Controls {
  /** Id of the only expert that is asked. */
  readonly pinned: string | null;
  readonly excluded: readonly string[];
  /** Setting `der.localOnly`. */
  readonly localOnly: boolean;
  /** Whether experts are shown earlier turns of the conversation. */
  readonly earlierTurns: boolean;
}

/** The conversation that is shown. */
export interface ConversationView {
  readonly id: string;
  /** Empty before the first question. */
  readonly title: string;
  /** Title of the conversation that it branched off. */
  readonly branchOf?: string;
}

export interface PoolView {
  readonly experts: readonly ExpertSummary[];
  /** What α counts from the next question on. */
  readonly costUnit: CostUnit;
  /** Entries left out, and settings that were wrong: each says what to do. */
  readonly problems: readonly string[];
}

/** What a test call of an expert came to. */
export type ExpertCheck =
  | { readonly state: 'running' }
  | { readonly state: 'answered'; readonly ms: number; readonly firstTokenMs: number }
  | { readonly state: 'declined' }
  | { readonly state: 'failed'; readonly problem: string };

/** Terms that an entry of the pool states itself: null where it says nothing; no price where its kind takes none. */
export interface WrittenTerms {
  readonly contextTokens: number | null;
  readonly price?: Price | null;
}

/** An entry of the pool, as the pool editor shows it. */
export interface PoolRow {
  readonly id: string;
  readonly name: string;
  /** Kind of provider. */
  readonly kind: string;
  /** A built-in tool. */
  readonly tool?: boolean | undefined;
  readonly enabled: boolean;
  /** Absent where the entry is off, or its expert could not be made. */
  readonly expert?: ExpertSummary;
  readonly contextTokens?: number | undefined;
  /** US dollars per million tokens; absent where it is not known. */
  readonly price?: Price | undefined;
  /** Day of the catalogue's entry that price or context is of, where the settings do not say it. */
  readonly listed?: string | undefined;
  /** Absent where its kind states no terms. */
  readonly written?: WrittenTerms;
  /** Share of questions that it is expected to answer well, and from how many outcomes this is known. */
  readonly skill?: { readonly share: number; readonly outcomes: number; readonly source: string };
  readonly check?: ExpertCheck | undefined;
}

/** Experts that one press adds to the pool. */
export interface SetUpSource {
  readonly id: string;
  readonly title: string;
  /** Which models, or why they could be had. */
  readonly detail: string;
  readonly leavesMachine: boolean;
}

/** A model on its way onto this machine. */
export interface PullView {
  readonly model: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  /** What the server says it does. */
  readonly status: string;
  readonly completedBytes?: number | undefined;
  readonly totalBytes?: number | undefined;
  readonly bytesPerSecond?: number | undefined;
  /** Why it failed, and what to do. */
  readonly problem?: string | undefined;
}

/** What is offered to somebody who has configured no pool, or has no models in it. */
export interface SetUpView {
  readonly sources: readonly SetUpSource[];
  /** A model that suits this machine's memory; absent where Ollama has models, or does not run. */
  readonly recommended?: { readonly model: string; readonly bytes: number };
  /** Why Ollama could not be asked. */
  readonly problem?: string;
  readonly pull?: PullView;
}

/** Something that can be attached to a question; its label tells it from the others. */
export interface OfferView {
  readonly kind: AttachmentKind;
  readonly label: string;
  readonly detail: string;
}

/** A task that a question begins with, as in `/fix`. */
export interface TaskView {
  /** What is typed after the slash. */
  readonly name: string;
  readonly detail: string;
}

/** What is attached to the question in the box. */
export interface AttachmentsView {
  readonly items: readonly {
    readonly kind: AttachmentKind;
    readonly label: string;
    /** How much of it may be sent, by the person's choice. */
    readonly fit: Fit;
    /** About how many it has; absent until it was read. */
    readonly tokens?: number;
    /** Why it cannot be read. */
    readonly problem?: string;
  }[];
  /** Tokens that question and attachments may take together, by the expert that can take least; null for no limit. */
  readonly room: { readonly tokens: number; readonly expert: string } | null;
  /** Experts whose context is too small are passed over. */
  readonly onlyFitting: boolean;
}

/** A block of code in an answer. */
export interface CodeBlockView {
  readonly code: string;
  readonly language: string;
  /** The file that the code is meant for, where its author said so. */
  readonly path?: string | undefined;
}

/** An answer whose changes were made in files. */
export interface AppliedView {
  readonly route: string;
  readonly step: number;
}

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

export type ToPanel =
  /** Everything the panel needs after it loaded or was shown again. */
  | {
      readonly type: 'restore';
      readonly conversation: ConversationView;
      readonly routes: readonly RouteLog[];
      readonly running: string | null;
      readonly draft: string;
      readonly knobs: Knobs;
      readonly controls: Controls;
      readonly attachments: AttachmentsView;
      /** What can be typed after a slash. */
      readonly tasks?: readonly TaskView[];
      readonly pool: PoolView;
      /** False while seeded stand-ins decide in place of trained networks. */
      readonly trained: boolean;
      /** Answers whose changes can be taken back. */
      readonly applied?: readonly AppliedView[];
      /** Setting `der.showDetails`. */
      readonly showDetails?: boolean;
      /** The person has a check of their own, which can be run on answers. */
      readonly ownCheck?: boolean;
      /** Name of the remote the extension host runs on; absent when it runs on this machine. */
      readonly remote?: string;
    }
  /** New events of one route, batched: at most one message per frame. */
  | { readonly type: 'events'; readonly route: string; readonly events: readonly RouteEvent[] }
  /** Id of the route under way; `pending` from the question to the route's first event; null when none is. */
  | { readonly type: 'running'; readonly route: string | null }
  /** All ratings of a route, after one changed. */
  | { readonly type: 'ratings'; readonly route: string; readonly ratings: Ratings }
  | { readonly type: 'knobs'; readonly knobs: Knobs }
  | { readonly type: 'controls'; readonly controls: Controls }
  /** Whether Details are open from the start. */
  | { readonly type: 'showDetails'; readonly on: boolean }
  | { readonly type: 'pool'; readonly pool: PoolView }
  /** The rows of the pool editor, while it is open. */
  | { readonly type: 'poolRows'; readonly rows: readonly PoolRow[] }
  | { readonly type: 'applied'; readonly applied: readonly AppliedView[] }
  /** Null when there is nothing to set up any more. */
  | { readonly type: 'setUp'; readonly setUp: SetUpView | null }
  | { readonly type: 'attachments'; readonly attachments: AttachmentsView }
  /** What may be meant by what was typed after `@`. */
  | { readonly type: 'offers'; readonly query: string; readonly offers: readonly OfferView[] }
  /** Puts text into the question box and focuses it. */
  | { readonly type: 'draft'; readonly text: string }
  /** A failure outside any route. */
  | { readonly type: 'notice'; readonly level: 'info' | 'warning' | 'error'; readonly text: string };

export type FromPanel =
  | { readonly type: 'ready' }
  /** Asks what was written; the draft is empty from then on. */
  | { readonly type: 'ask'; readonly question: string }
  | { readonly type: 'stop' }
  | { readonly type: 'setKnobs'; readonly knobs: Partial<Knobs> }
  /** One more answer after a step, in a route of its own; without an expert the policy chooses who gives it. */
  | { readonly type: 'goOn'; readonly route: string; readonly step: number; readonly expert?: string }
  /** Asks the question of a route again, from its beginning. */
  | { readonly type: 'again'; readonly route: string }
  /** Asks another question in place of a route's, in a conversation that branches off before it. */
  | { readonly type: 'edit'; readonly route: string; readonly question: string }
  | { readonly type: 'setControls'; readonly controls: Partial<Controls> }
  /** Use the answer of a step: put it on the clipboard, or insert it at the cursor. */
  | { readonly type: 'take'; readonly route: string; readonly step: number; readonly how: 'copy' | 'insert' }
  /** Shows an answer beside another one of its route in the editor. */
  | { readonly type: 'compare'; readonly route: string; readonly step: number }
  /** Use code of an answer. Nothing is changed before the person applied it, and nothing is run. */
  | {
      readonly type: 'code';
      readonly how: 'insert' | 'apply' | 'newFile' | 'terminal';
      readonly code: string;
      readonly language: string;
      /** The file that the code is meant for, where its author said so. */
      readonly path?: string | undefined;
      /** The answer that it is from. */
      readonly route?: string | undefined;
      readonly step?: number | undefined;
    }
  /** Go through all files that an answer changes, together. */
  | {
      readonly type: 'review';
      readonly route: string;
      readonly step: number;
      readonly blocks: readonly CodeBlockView[];
    }
  /** Propose the files as they were before an answer's changes. */
  | { readonly type: 'takeBack'; readonly route: string; readonly step: number }
  /** Run the person's own check on an answer, once they say so. */
  | { readonly type: 'ownCheck'; readonly route: string; readonly step: number }
  /** Null takes a rating back. */
  | { readonly type: 'rate'; readonly route: string; readonly step: number; readonly rating: Rating | null }
  /** Opens the pool editor. */
  | { readonly type: 'showPool' }
  | { readonly type: 'enableExpert'; readonly id: string; readonly enabled: boolean }
  | { readonly type: 'setTerms'; readonly id: string; readonly terms: WrittenTerms }
  /** Sends one short question to the expert. */
  | { readonly type: 'testExpert'; readonly id: string }
  | { readonly type: 'addExperts'; readonly source: string }
  | { readonly type: 'pull'; readonly model: string }
  | { readonly type: 'cancelPull' }
  /** Looks again for servers and models. */
  | { readonly type: 'lookAgain' }
  /** What stands in the question box of a conversation. */
  | { readonly type: 'draft'; readonly conversation: string; readonly text: string }
  /** What could be attached, by what was typed after `@`. */
  | { readonly type: 'findOffers'; readonly query: string }
  /** Attach what was offered last under this label, remove it again, choose how much of it may be sent. */
  | { readonly type: 'attach' | 'detach'; readonly label: string }
  | { readonly type: 'fit'; readonly label: string; readonly fit: Fit }
  | { readonly type: 'onlyFitting'; readonly on: boolean }
  | { readonly type: 'openLink'; readonly href: string }
  | {
      readonly type: 'command';
      readonly command: 'configureExperts' | 'openSettings' | 'setApiKey' | 'clear';
    };
