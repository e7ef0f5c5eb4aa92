/** Facts about answers, each with its proof, and what answers have in common. */

export interface Failure {
  readonly input: string;
  readonly expected: string;
  readonly got: string;
}

/** A fact about an answer, with what it was told from. */
export type Finding =
  | {
      readonly type: 'syntax';
      readonly language: string;
      readonly ok: boolean;
      readonly line?: number;
      readonly message?: string;
      /** Right as a part of something that is not there, and not by itself. */
      readonly part?: true;
    }
  /** `ok`: it loads and defines what was asked for. */
  | { readonly type: 'runs'; readonly language: string; readonly ok: boolean; readonly message?: string }
  /** Stated in the question; `earlier`: in one before it, from which it goes on. */
  | {
      readonly type: 'examples';
      readonly passed: number;
      readonly failed: readonly Failure[];
      readonly earlier?: true;
    }
  /** `key` names a class within one `Checked`; `alike` decides, since tolerance is not transitive. */
  | { readonly type: 'behaviour'; readonly probes: number; readonly key: string }
  /** Assertions that the answer `from` wrote. */
  | {
      readonly type: 'tests';
      readonly from: number;
      readonly passed: number;
      readonly failed: readonly Failure[];
    }
  /** The editor's own diagnostics, before and after. */
  | { readonly type: 'problems'; readonly file: string; readonly added: number; readonly first?: string }
  /** The person's own check of the files as the answer would leave them; it passes without the answer. */
  | { readonly type: 'command'; readonly command: string; readonly ok: boolean; readonly message?: string }
  /** Was not checked, and why; counts neither way. */
  | { readonly type: 'cannot'; readonly what: string; readonly reason: string };

/** What kind of answer it is: kinds differ in when two answers agree. */
export type AnswerKind = 'short' | 'program' | 'open';

/** What was found out about one answer. */
export interface CheckedAnswer {
  readonly kind: AnswerKind;
  /** The final answer of a short one. */
  readonly final?: string;
  readonly findings: readonly Finding[];
  /** Predicted quality, with the author's size and skill unknown. */
  readonly judged?: number;
}

/** What was found out about all answers of a route together. */
export interface Checked {
  /** Of the answers together. */
  readonly kind: AnswerKind | 'mixed';
  /** In the order given. */
  readonly answers: readonly CheckedAnswer[];
  /** By index of two answers, in [0, 1], symmetric, 1 on the diagonal. */
  readonly alike: readonly (readonly number[])[];
}
