/**
 * The instance of mathjs that the calculator uses. A file of its own with named imports: bundled, it holds the
 * factories alone, and loads in a fifth of the time of the whole package. To be imported when first used.
 */
import { all, create, type MathJsInstance } from 'mathjs';
import { NotArithmetic } from './notArithmetic';

/** Digits that real numbers are computed to. */
const precision = 64;
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

export const math: MathJsInstance = hardened(create(all ?? {}, { number: 'BigNumber', precision }));

function hardened(instance: MathJsInstance): MathJsInstance {
  const refuse = () => {
    throw new NotArithmetic();
  };
  instance.import(Object.fromEntries(forbidden.map((name) => [name, refuse])), { override: true });
  return instance;
}
