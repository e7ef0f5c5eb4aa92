/**
 * The messages between the editor side and the panel, and what the panel knows of the engine: the only thing that both
 * sides share. Every message from the panel is validated by the host before it is acted on.
 */
import type { AttachmentKind, Truncation } from '../der/prompt/attachments';
import type { RouteEvent } from '../der/trace/events';
import type { GivenAs } from '../der/core/experts';
import type { PresetName } from '../der/core/presets';
import type { Knobs } from '../der/core/mdp';
import type {
  MeasuringChoice,
  MeasuringView,
  PoolRow,
  PoolView,
  SetUpView,
  WrittenTerms,
} from './poolMessages';

export {
  mostRaterCharacters,
  ratingsFormat,
  type BlindItem,
  type BlindPage,
  type PairRating as BlindRating,
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
export { isModel, type CostUnit, type ExpertSummary, type GivenAs, type Passage } from '../der/core/experts';
export {
  defaultKnobs,
  knobError,
  knobRanges,
  rewardSum,
  type Knobs,
  type Reward,
  type StopReason,
} from '../der/core/mdp';
export { expectedSeconds, presetNames, presetOf, type PresetName } from '../der/core/presets';
export { skillKinds, type SkillKind } from '../der/core/modelFacts';
export { estimateTokens } from '../der/core/tokens';
export type { Attachment, AttachmentKind } from '../der/prompt/attachments';
export { agreeing } from '../der/evidence/agreement';
export { askedOf } from '../der/evidence/asked';
export { writtenIn } from '../der/evidence/program';
export { factsOf, knownWrong, type Facts } from '../der/evidence/facts';
export type { ExpertErrorKind } from '../der/core/expertErrors';
export type { Checked, Finding } from '../der/evidence/findings';
export { latestTurns, turnTokens, type Turn } from '../der/prompt/turns';
export { maskReasons, shownByRoute, type MaskReason } from '../der/route/masks';
export { alternatives, type Alternative, type RouteParts } from '../der/trace/costBaselines';
export type {
  AnsweredEvent,
  ChosenEvent,
  FailedEvent,
  FinishedEvent,
  LoadingEvent,
  RouteEvent,
} from '../der/trace/events';
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
export interface RouteConstraints {
  /** Id of the only expert that is asked. */
  readonly pinned: string | null;
  readonly excluded: readonly string[];
  /** Setting `der.localOnly`. */
  readonly localOnly: boolean;
  /** Whether experts are shown earlier turns of the conversation. */
  readonly earlierTurns: boolean;
  /** Whether text of this workspace may leave the machine. */
  readonly workspaceText?: boolean;
}

/** The conversation that is shown. */
export interface ConversationView {
  readonly id: string;
  /** Empty before the first question. */
  readonly title: string;
  /** Title of the conversation that it branched off. */
  readonly branchOf?: string;
}

/** Something that can be attached to a question; its label tells it from the others. */
export interface CompletionView {
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
    readonly fit: Truncation;
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

/** What goes with a question by itself, for experts that may see it. */
export interface GivenView {
  readonly as: GivenAs;
  readonly label: string;
  /** About how many it has. */
  readonly tokens: number;
  /** False where the person left it out. */
  readonly on: boolean;
}

/** A block of code in an answer. */
export interface CodeBlockView {
  readonly code: string;
  readonly language: string;
  /** The file that the code is meant for, where its author said so. */
  readonly path?: string | undefined;
  /** It shows what the file has, and not what it should have. */
  readonly old?: true | undefined;
}

/** All blocks of an answer. */
interface AnswerBlocks {
  readonly route: string;
  readonly step: number;
  readonly blocks: readonly CodeBlockView[];
}

/** An answer whose changes were made in files. */
export interface AppliedView {
  readonly route: string;
  readonly step: number;
}

/** Problems that the editor found in a file after an answer's changes. */
export interface NewProblemsView extends AppliedView {
  readonly file: string;
  readonly count: number;
}

/** A route that nobody answered because of a rate limit. */
export interface RetryView {
  readonly route: string;
  readonly inMs: number;
}

export type ToPanel =
  /** Everything the panel needs after it loaded or was shown again. */
  | {
      readonly type: 'restore';
      readonly conversation: ConversationView;
      readonly routes: readonly RouteLog[];
      readonly running: string | null;
      readonly retry?: RetryView;
      readonly draft: string;
      readonly knobs: Knobs;
      readonly controls: RouteConstraints;
      readonly attachments: AttachmentsView;
      readonly given?: readonly GivenView[];
      /** What can be typed after a slash. */
      readonly tasks?: readonly TaskView[];
      readonly pool: PoolView;
      /** False while seeded stand-ins decide in place of trained networks. */
      readonly trained: boolean;
      /** Answers whose changes can be taken back. */
      readonly applied?: readonly AppliedView[];
      readonly newProblems?: readonly NewProblemsView[];
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
  | { readonly type: 'controls'; readonly controls: RouteConstraints }
  /** Whether Details are open from the start. */
  | { readonly type: 'showDetails'; readonly on: boolean }
  | { readonly type: 'pool'; readonly pool: PoolView }
  /** The rows of the pool editor, while it is open. */
  | { readonly type: 'poolRows'; readonly rows: readonly PoolRow[] }
  /** Null where nothing is measured or planned. */
  | { readonly type: 'measuring'; readonly measuring: MeasuringView | null }
  | { readonly type: 'applied'; readonly applied: readonly AppliedView[] }
  | { readonly type: 'newProblems'; readonly newProblems: readonly NewProblemsView[] }
  /** Null when there is nothing to set up any more. */
  | { readonly type: 'setUp'; readonly setUp: SetUpView | null }
  | { readonly type: 'attachments'; readonly attachments: AttachmentsView }
  | { readonly type: 'given'; readonly given: readonly GivenView[] }
  /** What may be meant by what was typed after `@`. */
  | { readonly type: 'completions'; readonly query: string; readonly completions: readonly CompletionView[] }
  /** A question that is asked again by itself, `inMs` milliseconds from now; null when none is. */
  | { readonly type: 'retry'; readonly retry: RetryView | null }
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
  | { readonly type: 'setPreset'; readonly preset: PresetName }
  /** One more answer after a step, in a route of its own; without an expert the policy chooses who gives it. */
  | { readonly type: 'goOn'; readonly route: string; readonly step: number; readonly expert?: string }
  /**
   * Asks the question of a route again: from its beginning, or, with `on`, going on from the answers that it has.
   * `mayLeave`: its text may leave the machine this time.
   */
  | { readonly type: 'again'; readonly route: string; readonly on?: true; readonly mayLeave?: true }
  /** Asks another question in place of a route's, in a conversation that branches off before it. */
  | { readonly type: 'edit'; readonly route: string; readonly question: string }
  | { readonly type: 'setControls'; readonly controls: Partial<RouteConstraints> }
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
  /** Code of an answer was put on the clipboard, by the panel itself. */
  | { readonly type: 'copied'; readonly route: string; readonly step: number }
  /** Go through all files that an answer changes, together. */
  | (AnswerBlocks & { readonly type: 'review' })
  /** Change them at once where nothing about it wants a look before. */
  | (AnswerBlocks & { readonly type: 'applyAnswer' })
  /** Propose the files as they were before an answer's changes. */
  | { readonly type: 'takeBack'; readonly route: string; readonly step: number }
  /** Ask for the new problems of a file to be fixed. */
  | { readonly type: 'fixProblems'; readonly file: string }
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
  /** Plans to measure some experts, or all of them. */
  | { readonly type: 'measure'; readonly experts: readonly string[] | null }
  | { readonly type: 'setMeasuring'; readonly choice: Partial<MeasuringChoice> }
  | {
      readonly type: 'measuring';
      readonly act: 'start' | 'pause' | 'resume' | 'cancel' | 'close';
    }
  | { readonly type: 'addExperts'; readonly source: string }
  | { readonly type: 'pull'; readonly model: string }
  /** Replace the key of an expert; start the server that it is asked at. */
  | { readonly type: 'replaceKey' | 'startServer'; readonly id: string }
  /** Start the Ollama that was looked for in vain. */
  | { readonly type: 'startOllama' }
  /** Ask again now what waits for a rate limit, or not at all. */
  | { readonly type: 'retryNow' | 'retryNever' }
  | { readonly type: 'cancelPull' }
  /** Looks again for servers and models. */
  | { readonly type: 'lookAgain' }
  /** What stands in the question box of a conversation. */
  | { readonly type: 'draft'; readonly conversation: string; readonly text: string }
  /** What could be attached, by what was typed after `@`. */
  | { readonly type: 'findCompletions'; readonly query: string }
  /** Attach what was offered last under this label, remove it again, choose how much of it may be sent. */
  /** An image that was pasted or dropped, in base64. */
  | { readonly type: 'attachImage'; readonly name: string; readonly data: string }
  | { readonly type: 'attach' | 'detach'; readonly label: string }
  | { readonly type: 'fit'; readonly label: string; readonly fit: Truncation }
  | { readonly type: 'onlyFitting'; readonly on: boolean }
  /** Leave out what goes with a question by itself, or give it again; never give such things any more. */
  | { readonly type: 'give'; readonly label: string; readonly on: boolean }
  | { readonly type: 'neverGive'; readonly as: GivenAs }
  | { readonly type: 'openLink'; readonly href: string }
  | {
      readonly type: 'command';
      readonly command:
        'configureExperts' | 'addEndpoint' | 'pullModel' | 'openSettings' | 'setApiKey' | 'clear';
    };
