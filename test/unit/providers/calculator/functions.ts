/** Expressions with functions as people write them, each with its value in doubles: nothing of it is the calculator's. */
import fc from 'fast-check';

export interface Expression {
  readonly text: string;
  /** Its value where every number in it, and what every function gives, is so much larger. */
  at(factor: number): number;
}

const number = fc
  .oneof(
    fc.integer({ min: 0, max: 20 }).map(String),
    fc.integer({ min: 0, max: 9_999 }).map((n) => (n / 100).toFixed(2)),
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }))
      .map(([digit, power]) => `${digit}e${power}`),
  )
  .map((text): Expression => ({ text, at: (factor) => Number(text) * factor }));
const constants = fc.constantFrom<Expression>(
  { text: 'pi', at: (factor) => Math.PI * factor },
  { text: 'e', at: (factor) => Math.E * factor },
  { text: 'tau', at: (factor) => 2 * Math.PI * factor },
  { text: '0', at: () => 0 },
);

type Operation = (a: number, b: number) => number;
const operations: readonly (readonly [string, Operation])[] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['^', (a, b) => (a === 0 && b <= 0 ? NaN : a ** b)],
];
const functions: readonly (readonly [string, (a: number) => number])[] = [
  ...(['sqrt', 'cbrt', 'abs', 'exp', 'log10', 'log2', 'floor', 'ceil'] as const).map(
    (name) => [name, Math[name]] as const,
  ),
  ...(['sin', 'cos', 'tan', 'asin', 'acos', 'atan'] as const).map((name) => [name, Math[name]] as const),
  ['ln', Math.log],
  ['round', (a) => Math.sign(a) * Math.round(Math.abs(a))],
];
/** Undefined for a base that makes no logarithm. */
const log: Operation = (a, base) => (base > 0 && base !== 1 ? Math.log(a) / Math.log(base) : NaN);

const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    number,
    constants,
    fc
      .tuple(tie('tree'), fc.constantFrom(...operations), tie('tree'))
      .map(([a, [sign, operation], b]): Expression => ({
        text: `(${a.text} ${sign} ${b.text})`,
        at: (factor) => operation(a.at(factor), b.at(factor)),
      })),
    fc.tuple(fc.constantFrom(...functions), tie('tree')).map(([[name, value], a]): Expression => ({
      text: `${name}(${a.text})`,
      at: (factor) => value(a.at(factor)) * factor,
    })),
    fc.tuple(tie('tree'), number).map(([a, base]): Expression => ({
      text: `log(${a.text}, ${base.text})`,
      at: (factor) => log(a.at(factor), base.at(factor)),
    })),
    tie('tree').map((a): Expression => ({ text: `(-${a.text})`, at: (factor) => -a.at(factor) })),
  ),
}));

/** So many expressions, the same for the same seed. */
export function expressions(count: number, seed: number): Expression[] {
  return fc.sample(tree, { numRuns: count, seed });
}

/**
 * What doubles say of the value, and how sure they are of it; undefined where they say nothing: rounding decides.
 */
export function inDoubles({ at }: Expression): { value: number; within: number } | undefined {
  const values = [1, 1 + 1e-13, 1 - 1e-13].map(at);
  const value = values[0]!;
  if (values.some((one) => !Number.isFinite(one))) return undefined;
  const within = Math.max(...values.map((one) => Math.abs(one - value))) + Math.abs(value) * 1e-12;
  return within < Math.abs(value) * 1e-6 ? { value, within: within * 10 } : undefined;
}
