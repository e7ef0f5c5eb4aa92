/** What learning learns from: answers that were recorded, and their quality. Reading them from files is the lab's. */
import type { ModelFacts } from '../der/core/modelFacts';

import type { Assembly } from '../der/evidence/assemble';

/** A prompt that recorded experts answered. */
export interface RecordedPrompt {
  readonly id: string;
  readonly source: string;
  readonly domain: string;
  readonly split: string;
  /** What the model was sent; null where it was not recorded. */
  readonly prompt: string | null;
  /** Without the instructions on the answer's format; null where it was not recorded: nothing is known of it then. */
  readonly question: string | null;
  /** Right answer; null where there is none. */
  readonly reference: string | null;
}

/** An expert whose answers were recorded. */
export interface RecordedExpert {
  /** Opaque: slashes, colons and blanks are allowed. */
  readonly name: string;
  readonly paramsB: number | null;
  readonly usdPerMtok: number | null;
  /** Cost of a call in billions of parameters, by the rule of cost.ts. */
  readonly costB: number;
  /** Not stated by the maker: derived from the price, or assumed where there is none. */
  readonly costEstimated: boolean;
  /** What a catalogue of known models says of it. */
  readonly facts?: ModelFacts | undefined;
}

/** One expert's recorded answer to one prompt. */
export interface RecordedAnswer {
  readonly text: string;
  /** As the data's makers extracted it; a test of our own extraction and nothing else. */
  readonly final: string | null;
  /** In [0, 1]; NaN where it was not recorded and is to be computed from the reference. */
  readonly quality: number;
  readonly outTokens: number | null;
  readonly costUsd: number | null;
}

/** A data set of recorded answers: prompts, experts and the answers of each. */
export interface Source {
  readonly folder: string;
  readonly name: string;
  readonly experts: readonly RecordedExpert[];
  readonly prompts: readonly RecordedPrompt[];
  /** By prompt, then by expert, in the order of `prompts` and `experts`. */
  readonly answers: readonly (readonly (RecordedAnswer | undefined)[])[];
  /** What was passed over, for people to read. */
  readonly notes: readonly string[];
}

/** A second answer, given after the first one, or a tool's reply, was shown back. */
export interface Transition {
  readonly source: string;
  readonly promptId: string;
  readonly domain: string;
  readonly split: string;
  readonly expert: string;
  readonly paramsB: number | null;
  /** `peer-debate`, `env-only`, `GPT-4 feedback` … */
  readonly setting: string;
  /** How many of the answers shown were right; null where it is not known. */
  readonly peersCorrect: number | null;
  readonly previous: string;
  readonly previousQuality: number;
  readonly answer: string;
  readonly quality: number;
}

/** Texts that answer one question. */
export interface RecordedTexts {
  /** Of the prompt. */
  readonly id: string;
  /** Null where it was not recorded. */
  readonly question: string | null;
  readonly texts: readonly string[];
}

/** Checks texts as the product checks answers; undefined where none of them holds a program. */
export type CheckRecorded = (asked: readonly RecordedTexts[]) => Promise<readonly (Assembly | undefined)[]>;
