/** What is wrong with a number that was typed for a knob. */
import { t } from '@vscode/l10n';
import { knobError, knobRanges } from '../../der/core/mdp';
import { exact } from '../elements/numbers';

/** Undefined where the value is in range. */
export function knobProblem(
  { name, symbol, label }: { readonly name: keyof typeof knobRanges; symbol: string; label: string },
  value: unknown,
): string | undefined {
  if (knobError(name, value) === undefined) return undefined;
  const { min, max } = knobRanges[name];
  const range = [
    symbol || label,
    exact(min),
    exact(max),
    typeof value === 'number' ? exact(value) : `"${String(value)}"`,
  ];
  if (name === 'alpha') return t('{0} must be 0, or a number from {1} to {2}, not {3}.', ...range);
  if (name === 'maxSteps') return t('{0} must be a whole number from {1} to {2}, not {3}.', ...range);
  return t('{0} must be a number from {1} to {2}, not {3}.', ...range);
}
