/**
 * What is asked of a program that an answer contains, and what comes back: the words that evidence and whoever runs
 * programs share. Everything is JSON, so that it crosses a process boundary and can be kept.
 */

/** Languages whose programs can be run. */
export type Language = 'javascript' | 'typescript' | 'python';

/** One question to a loaded program. Source text is in the program's own language. */
export type Probe =
  | { readonly kind: 'call'; readonly target: string; readonly args: readonly string[] }
  | { readonly kind: 'expression'; readonly source: string }
  | { readonly kind: 'stdin'; readonly input: string };

/**
 * A value that a program returned, in terms of no language: numbers are finite, what JSON cannot hold is tagged.
 * `list` is an array or a Python list, `tuple` a Python tuple, `map` an object, a dictionary or a Map, in order of
 * insertion; `integer` holds the digits of one beyond 2^53. `other` is whatever is compared by how it is written.
 * `cut` stands where a value was too large or too deep to be handed over, and equals nothing.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | { readonly tag: 'undefined' }
  | { readonly tag: 'number'; readonly is: 'NaN' | 'Infinity' | '-Infinity' }
  | { readonly tag: 'integer'; readonly digits: string }
  | { readonly tag: 'list' | 'tuple'; readonly items: readonly Value[] }
  | { readonly tag: 'set'; readonly items: readonly Value[] }
  | { readonly tag: 'map'; readonly name?: string; readonly entries: readonly (readonly [Value, Value])[] }
  | { readonly tag: 'date'; readonly ms: number }
  | { readonly tag: 'error'; readonly name: string; readonly message: string }
  | { readonly tag: 'function'; readonly name: string }
  | { readonly tag: 'other'; readonly name: string; readonly text: string }
  | { readonly tag: 'cut' };

/** What one probe found. `threw` is the exception's kind; `cannot` says why nothing could be found out. */
export type Outcome =
  | { readonly value: Value; readonly stdout?: string }
  | { readonly threw: string; readonly message: string }
  | { readonly cannot: string };

/** A name that a program defines. */
export interface Definition {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'value';
  /** Parameters that must be given. */
  readonly arity?: number;
  /** Names of the parameters, as written, types and defaults included where they are known. */
  readonly params?: readonly string[];
  /** Of a class. */
  readonly methods?: readonly string[];
}

/** Whether a program loads, and what it then defines, in the order of definition. */
export interface Loaded {
  readonly ok: boolean;
  /** The error, where it does not load. */
  readonly message?: string;
  /** Why it was not tried or not finished; then `ok` is false and counts neither way. */
  readonly cannot?: string;
  readonly exports: readonly Definition[];
}

export interface Program {
  readonly language: Language;
  readonly source: string;
}

export interface Ran {
  readonly loaded: Loaded;
  /** One for each probe, in order; all `cannot` where the program did not load. */
  readonly outcomes: readonly Outcome[];
}
