/**
 * What is asked of programs that answers contain, and what comes back, as plain data: the words that evidence and the
 * sandbox share.
 */

export type Language = 'javascript' | 'typescript' | 'python';

/** A program that can be run. */
export interface Program {
  readonly language: Language;
  readonly source: string;
}

/** One thing to do with a loaded program. Each is done on its own: arguments are made anew from their text. */
export type Probe =
  /** Calls what the program defines: `f`, `Stack.of`; `args` are expressions in the program's own language. */
  | { readonly kind: 'call'; readonly target: string; readonly args: readonly string[] }
  /** Evaluates in the scope of the program's module: `f(2) == 4`, `[f(1), f(2)]`. Python: also statements, which give None. */
  | { readonly kind: 'expression'; readonly source: string }
  /** Runs the program anew as a script with this standard input; its value is its standard output, a string. */
  | { readonly kind: 'stdin'; readonly input: string };

/** A value of a program, the same for every language, safe as JSON, and bounded in depth and size. */
export type Value =
  /** Python's None is `null`. */
  | { readonly type: 'undefined' | 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  /**
   * `of`: JavaScript has `number` and `bigint`, Python `int`, `float`, `complex`, `decimal` and `fraction`.
   * `text`: as JavaScript writes numbers (`-0`, `NaN`, `Infinity`, `1e+21`), integers in full, `1/3`, `1+2j`.
   */
  | {
      readonly type: 'number';
      readonly of: 'number' | 'bigint' | 'int' | 'float' | 'complex' | 'decimal' | 'fraction';
      readonly text: string;
    }
  /** `cut`: how many characters are left out at the end. */
  | { readonly type: 'string'; readonly value: string; readonly cut?: number }
  /** Hexadecimal. */
  | { readonly type: 'bytes'; readonly value: string; readonly cut?: number }
  /** Lists are also JavaScript's arrays and Python's deques, ranges and generators. `cut`: how many items are left out. */
  | { readonly type: 'list' | 'tuple' | 'set'; readonly items: readonly Value[]; readonly cut?: number }
  /** Dictionaries, maps and plain objects, in the order that the program gave. */
  | {
      readonly type: 'map';
      readonly entries: readonly (readonly [key: Value, value: Value])[];
      readonly cut?: number;
    }
  /** ISO 8601, or `Invalid Date`. */
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'function'; readonly name: string }
  /** An object of a class of the program's own, by its fields; of another class that is not known here, by its text. */
  | {
      readonly type: 'instance';
      readonly class: string;
      readonly fields: readonly (readonly [name: string, value: Value])[];
      readonly cut?: number;
    }
  /** A cycle: the container so many levels up, 1 is the one that holds this. */
  | { readonly type: 'cycle'; readonly up: number }
  /** Deeper or more than is looked at. */
  | { readonly type: 'cut' };

/** What a program did when something was asked of it: it gave a value, threw, or could not be run. */
export type RunOutcome =
  /** `stdout`: what was printed on the way, where anything was. */
  | { readonly value: Value; readonly stdout?: string }
  /** `threw`: the exception's class, such as `TypeError`, `ValueError`, `AssertionError`. */
  | { readonly threw: string; readonly message: string }
  /** Why nothing is known: time, memory, output, a module that is not there, a sandbox that was lost. */
  | { readonly cannot: string };

/** Something that a program defines for others. */
export interface Exported {
  /** Of CommonJS and ES modules what they export, else what is defined at the top; the default export is `default`. */
  readonly name: string;
  readonly kind: 'function' | 'class' | 'value';
  /** Parameters that must be given; of a class, those of its constructor. */
  readonly arity?: number;
  /** As the program names them; `*args`, `**kwargs` and `...rest` with their signs. */
  readonly params?: readonly string[];
  /** Of a class: its public methods. */
  readonly methods?: readonly string[];
}

/** What came of loading a program. */
export interface Loaded {
  readonly ok: boolean;
  /** Why it did not load: its own fault. */
  readonly message?: string;
  /** Why it could not be loaded here: no fault of the program. */
  readonly cannot?: string;
  /** A name that nobody defined, at which a statement at the program's top ended it; what stands above is loaded. */
  readonly lacks?: string;
  /** In the order of the program. */
  readonly exports: readonly Exported[];
}

/** What a sandbox found out about one program. */
export interface RunResult {
  readonly loaded: Loaded;
  /** One for each probe, in their order; none is missing, whatever happens. */
  readonly outcomes: readonly RunOutcome[];
}
