/** What the panel shows of the pool: its experts and their terms, what was measured of them, ways to more of them. */
import type { CostUnit, ExpertSummary, Price } from '../der/core/experts';
import type { SkillKind } from '../der/core/modelFacts';

/** What one press does about an expert that gave no answer. */
export interface RemedyView {
  /** A model that its server can fetch. */
  readonly pulls?: string;
  /** Its key can be replaced. */
  readonly key?: true;
  /** A server on this machine that can be started. */
  readonly starts?: string;
}

export interface PoolView {
  readonly experts: readonly ExpertSummary[];
  /** By the expert's id. */
  readonly remedies?: Readonly<Record<string, RemedyView>>;
  /** Seconds that an answer of each model usually takes, of those whose time is known. */
  readonly seconds?: readonly number[];
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
  /** What was measured, by kind of question. */
  readonly skills?: readonly KindSkillView[];
  readonly check?: ExpertCheck | undefined;
}

/** Skill of an expert at one kind of question: shares in [0, 1]. */
export interface KindSkillView {
  readonly kind: SkillKind;
  readonly mean: number;
  /** Within which it is to 95 %. */
  readonly low: number;
  readonly high: number;
  readonly outcomes: number;
  /** What was expected of it before anybody asked it. */
  readonly guessed?: number;
}

/** Which questions are asked: those that are shipped, of a file, or those whose answer the person kept. */
export interface MeasuringChoice {
  readonly kinds: readonly SkillKind[];
  /** To within 10 points instead of 20. */
  readonly thorough: boolean;
  readonly source: 'shipped' | 'file' | 'history';
  /** Ask again what is known. */
  readonly again: boolean;
}

/** Measuring of skill, from the plan to what came of it. */
export interface MeasuringView {
  readonly state: 'planned' | 'running' | 'paused' | 'interrupted' | 'done' | 'stopped' | 'failed';
  /** Names of who is measured. */
  readonly experts: readonly string[];
  readonly choice: MeasuringChoice;
  /** Where the questions are from, if not shipped. */
  readonly file?: string;
  /** What it will take; times in seconds. */
  readonly plan?: {
    readonly questions: number;
    readonly most: number;
    readonly seconds: number;
    readonly usd: number;
    readonly unknownPrice: readonly string[];
    /** Experts that the questions leave this machine for. */
    readonly leaving: number;
  };
  readonly progress?: {
    readonly done: number;
    /** About so many in all. */
    readonly expected: number;
    readonly secondsLeft: number;
    readonly usd: number;
    /** Name of who was asked last. */
    readonly expert?: string;
  };
  /** What is left out, what failed. */
  readonly notes: readonly string[];
  /** What DER does differently now. */
  readonly changes?: readonly string[];
  /** Why it could not go on, and what to do. */
  readonly problem?: string;
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
