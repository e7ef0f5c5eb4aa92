/** What programs did on the same inputs, compared. */
import type { Outcome, Value } from './probe';
import { sameValue, valueText, type Comparison } from './values';

/** What one program did on each input; undefined where it was not asked. */
export type Behaviour = readonly (Outcome | undefined)[];

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

/**
 * Compares programs by what they did.
 * @param behaviours one for each program, as long as there are inputs; undefined for an answer that did not run
 */
export function compared(behaviours: readonly (Behaviour | undefined)[], how: Comparison): Compared {
  const ran = behaviours.filter((one) => one !== undefined);
  const inputs = Math.max(0, ...ran.map(({ length }) => length));
  const kept = Array.from({ length: inputs }, (_, at) => at).filter((at) => {
    const returning = ran.filter((one) => one[at] !== undefined && 'value' in one[at]).length;
    return returning * 2 >= ran.length;
  });
  const alike = behaviours.map((a, i) =>
    behaviours.map((b, j) => (i === j ? 1 : a && b ? share(a, b, kept, how) : undefined)),
  );
  return { kept, alike, keys: classes(behaviours, alike) };
}

function share(a: Behaviour, b: Behaviour, kept: readonly number[], how: Comparison): number | undefined {
  let equal = 0;
  let both = 0;
  for (const at of kept) {
    const same = sameOutcome(a[at], b[at], how);
    if (same === undefined) continue;
    both += 1;
    if (same) equal += 1;
  }
  return both === 0 ? undefined : equal / both;
}

/** Undefined where one of them is not known or they cannot be compared. */
function sameOutcome(a: Outcome | undefined, b: Outcome | undefined, how: Comparison): boolean | undefined {
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
  behaviours: readonly (Behaviour | undefined)[],
  alike: readonly (readonly (number | undefined)[])[],
): (string | undefined)[] {
  const keys: (string | undefined)[] = [];
  let next = 0;
  behaviours.forEach((behaviour, at) => {
    const like = keys.findIndex((key, before) => key !== undefined && alike[at]![before] === 1);
    keys.push(behaviour === undefined ? undefined : like >= 0 ? keys[like] : `b${(next += 1)}`);
  });
  return keys;
}

/** An outcome as people read it. */
export function outcomeText(outcome: Outcome): string {
  if ('cannot' in outcome) return outcome.cannot;
  if ('threw' in outcome) {
    return `${outcome.threw}${outcome.message === '' ? '' : `: ${outcome.message.slice(0, 200)}`}`;
  }
  if (isNothing(outcome.value) && outcome.stdout !== undefined) return printed(outcome.stdout).slice(0, 400);
  return valueText(outcome.value);
}
