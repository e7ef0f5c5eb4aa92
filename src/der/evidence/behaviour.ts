/** What programs did on the same inputs, compared. */
import type { RunOutcome, Value } from './probe';
import { sameValue, valueText, type Comparison } from './values';

/** Programs that were asked the same inputs, by answer and input. */
export interface Programs {
  /** Whether the answer's program ran. */
  readonly ran: readonly boolean[];
  readonly inputs: number;
  /** Whether it returned a value. */
  returns(answer: number, input: number): boolean;
  /** Whether two did the same; undefined where that is not known. */
  same(a: number, b: number, input: number): boolean | undefined;
}

/** How far programs behave alike. */
export interface Compared {
  /** Inputs that count: on the others fewer than half of the programs return a value. */
  readonly kept: readonly number[];
  /**
   * By index of two programs: the share of equal outcomes among inputs on which both have one; undefined where
   * there is none.
   */
  readonly alike: readonly (readonly (number | undefined)[])[];
  /** A class for each program: the same one as the first before it that behaves the same everywhere. */
  readonly keys: readonly (string | undefined)[];
}

/** Compares programs by what they did. */
export function compared({ ran, inputs, returns, same }: Programs): Compared {
  const running = ran.flatMap((runs, at) => (runs ? [at] : []));
  const kept: number[] = [];
  for (let input = 0; input < inputs; input++) {
    let returning = 0;
    for (const at of running) if (returns(at, input)) returning++;
    if (returning * 2 >= running.length) kept.push(input);
  }
  const alike = ran.map((_, i) => ran.map((__, j): number | undefined => (i === j ? 1 : undefined)));
  for (const i of running) {
    for (const j of running) {
      if (j > i) alike[i]![j] = alike[j]![i] = share(kept, (input) => same(i, j, input));
    }
  }
  // What could not be found out anywhere is no behaviour.
  const behaves = ran.map((runs, at) => runs && kept.some((input) => same(at, at, input) !== undefined));
  return { kept, alike, keys: classes(behaves, alike) };
}

function share(inputs: readonly number[], same: (input: number) => boolean | undefined): number | undefined {
  let equal = 0;
  let both = 0;
  for (const input of inputs) {
    const isSame = same(input);
    if (isSame === undefined) continue;
    both += 1;
    if (isSame) equal += 1;
  }
  return both === 0 ? undefined : equal / both;
}

/** Undefined where one of them is not known or they cannot be compared. */
export function sameOutcome(
  a: RunOutcome | undefined,
  b: RunOutcome | undefined,
  how: Comparison,
): boolean | undefined {
  if (!a || !b || 'cannot' in a || 'cannot' in b) return undefined;
  if ('threw' in a || 'threw' in b) return 'threw' in a && 'threw' in b && a.threw === b.threw;
  // Who prints and returns nothing is compared by what is printed.
  if (isNothing(a.value) && isNothing(b.value) && (a.stdout ?? b.stdout) !== undefined) {
    return printed(a.stdout) === printed(b.stdout);
  }
  return sameValue(a.value, b.value, how);
}

function isNothing({ type }: Value): boolean {
  return type === 'undefined' || type === 'null';
}

/** Printed text without blanks at the ends of lines and of the whole. */
export function printed(text: string | undefined): string {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

function classes(
  ran: readonly boolean[],
  alike: readonly (readonly (number | undefined)[])[],
): (string | undefined)[] {
  const keys: (string | undefined)[] = [];
  let next = 0;
  ran.forEach((runs, at) => {
    const like = keys.findIndex((key, before) => key !== undefined && alike[at]![before] === 1);
    keys.push(!runs ? undefined : like >= 0 ? keys[like] : `b${(next += 1)}`);
  });
  return keys;
}

/** An outcome as people read it. */
export function outcomeText(outcome: RunOutcome): string {
  if ('cannot' in outcome) return outcome.cannot;
  if ('threw' in outcome) {
    return `${outcome.threw}${outcome.message === '' ? '' : `: ${outcome.message.slice(0, 200)}`}`;
  }
  if (isNothing(outcome.value) && outcome.stdout !== undefined) return printed(outcome.stdout).slice(0, 400);
  return valueText(outcome.value);
}
