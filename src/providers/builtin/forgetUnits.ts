/** What mathjs remembers from one expression to the next. */
import type { MathJsInstance } from 'mathjs';

/**
 * mathjs writes a product of units in those it met last, in whatever expression: "2 m * 3 m" would be .0006 hectare
 * after a question about hectares. Puts back the units it begins with.
 */
export function forgetUnits(math: MathJsInstance): void {
  const { auto, si } = math.Unit.UNIT_SYSTEMS;
  for (const name of Object.keys(auto)) Reflect.deleteProperty(auto, name);
  Object.assign(auto, JSON.parse(JSON.stringify(si)));
}
