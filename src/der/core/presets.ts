/**
 * Named settings of the four knobs, for people who want an answer and no numbers. What each brings is measured by
 * `npm run study -- presets`; docs/settings.md has the table.
 */
import { defaultKnobs, type Knobs } from './mdp';

/** The knobs that a preset sets. */
export type PresetKnobs = Pick<Knobs, 'alpha' | 'beta' | 'p0' | 'maxSteps'>;

/** From the cheapest to the dearest. */
export const presetNames = ['fast', 'balanced', 'best'] as const;
export type PresetName = (typeof presetNames)[number];

const { alpha, beta, p0, maxSteps } = defaultKnobs;

/** The knobs of each preset; the transfer of answers is left as the person has it. */
export const presets: Readonly<Record<PresetName, PresetKnobs>> = {
  // One answer of an expert that is good for its price, hardly ever a second one.
  fast: { alpha: 3e-3, beta: 0, p0: 0.6, maxSteps: 2 },
  balanced: { alpha, beta, p0, maxSteps },
  // Cost hardly counts: the ablest first, and others as long as there is doubt.
  best: { alpha: 1e-5, beta: 1, p0: 0.9, maxSteps: 6 },
};

/** Answers that a question usually takes, rounded up from the two pools it was measured on. */
const usualAnswers: Readonly<Record<PresetName, number>> = { fast: 1, balanced: 2, best: 3 };

/**
 * Seconds that a question is expected to take with a preset: the usual answers of the quickest experts, and of the
 * slowest. Undefined while no answer time is known.
 * @param seconds that each expert usually takes, of those whose time is known
 */
export function expectedSeconds(
  preset: PresetName,
  seconds: readonly number[],
): { readonly least: number; readonly most: number } | undefined {
  if (seconds.length === 0) return undefined;
  const rising = seconds.toSorted((a, b) => a - b);
  const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);
  const answers = usualAnswers[preset];
  return { least: sum(rising.slice(0, answers)), most: sum(rising.slice(-answers)) };
}

/** The preset that has these values, or `custom` where none has. */
export function presetOf(knobs: PresetKnobs): PresetName | 'custom' {
  const names = Object.keys(presets.balanced) as (keyof PresetKnobs)[];
  const found = presetNames.find((preset) => names.every((name) => presets[preset][name] === knobs[name]));
  return found ?? 'custom';
}
