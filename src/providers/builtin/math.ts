/**
 * The instances of mathjs that the calculator uses. A file of its own with named imports: bundled, it holds the
 * factories alone, and loads in a fifth of the time of the whole package. To be imported when first used.
 */
import { all, create, type MathJsInstance } from 'mathjs';
import { NotArithmetic } from './notArithmetic';
import { withOwnRounding } from './rounding';

/** Digits that real numbers are computed to: what rounding could reach differs between the two. */
const precisions = [64, 128];
/** What reaches beyond numbers; taken out, though the calculator never calls it. */
const forbidden = [
  'import',
  'createUnit',
  'evaluate',
  'compile',
  'parser',
  'simplify',
  'derivative',
  'resolve',
];

/** Units that mathjs gives with fewer digits than are shown: their legal definitions, in m² and Pa. */
const exactUnits: Readonly<Record<string, number>> = { acre: 4046.8564224, psi: 6894.757293168361 };

const instances = precisions.map((precision) =>
  hardened(withExactUnits(create(all ?? {}, { number: 'BigNumber', precision }))),
);

/**
 * What `answer` says with 64 digits as with 128.
 * @throws NotArithmetic where the two differ, and what `answer` throws.
 */
export function atEveryPrecision(answer: (math: MathJsInstance) => string): string {
  const [first = '', ...others] = instances.map((math) => withOwnRounding(math, () => answer(math)));
  if (others.some((other) => other !== first)) throw new NotArithmetic();
  return first;
}

function withExactUnits(instance: MathJsInstance): MathJsInstance {
  for (const [name, value] of Object.entries(exactUnits))
    Object.assign(instance.Unit.UNITS[name]!, { value });
  return instance;
}

function hardened(instance: MathJsInstance): MathJsInstance {
  const refuse = () => {
    throw new NotArithmetic();
  };
  instance.import(Object.fromEntries(forbidden.map((name) => [name, refuse])), { override: true });
  return instance;
}
