/** What reviewers of such methods look for first: does it always ask the same, never improve, never stop, ignore its knobs? */
import { defaultKnobs } from '../../der/core/mdp';
import type { MeasuredMethod } from './measure';
import type { Setting } from './method';
import type { Signatures } from './report';
import { mean, type Bootstrap } from '../../der/statistics/statistics';

const { alpha, beta, p0, maxSteps } = defaultKnobs;
const defaults: Setting = { alpha, beta, p0, maxSteps };

const sweeps = {
  alpha: [1e-5, 1e-4, 1e-3, 1e-2, 1e-1],
  p0: [0.3, 0.5, 0.7, 0.8, 0.9, 0.97],
  beta: [0, 1, 3, 10],
} as const;

type Knob = keyof typeof sweeps;

const changes: readonly { readonly knob?: Knob; readonly setting: Setting }[] = [
  { setting: defaults },
  ...(Object.keys(sweeps) as Knob[]).flatMap((knob) =>
    sweeps[knob].map((value) => ({ knob, setting: { ...defaults, [knob]: value } })),
  ),
];

/** What DER is to be measured with: its default knobs, and each knob's values from the lowest to the highest. */
export const probeSettings: readonly Setting[] = changes.map(({ setting }) => setting);

/**
 * Looks at DER around its default knobs. A reversal counts when its paired 95 % interval is clear of zero.
 * @param measured with each of the `probeSettings`
 */
export function signaturesOf(measured: readonly MeasuredMethod[], bootstrap: Bootstrap): Signatures {
  const sweep = (wanted: Knob) => measured.filter((_, at) => changes[at]!.knob === wanted);
  const rises = (knob: Knob, value: (one: MeasuredMethod) => Float64Array) => {
    const values = sweep(knob).map(value);
    return values.slice(1).every((after, index) => {
      const [, high] = bootstrap.interval(after.map((one, row) => one - values[index]![row]!));
      return high >= 0;
    });
  };
  const usual = measured[0]!;
  return {
    same_expert_share: shareOfMostAsked(usual),
    quality_of_best_by_step: meansByStep(usual),
    max_steps_share: mean(usual.calls.map((calls) => Number(calls >= maxSteps))),
    cost_falls_with_alpha: rises('alpha', ({ cost }) => cost.map((value) => -value)),
    quality_and_cost_rise_with_p0: rises('p0', ({ quality }) => quality) && rises('p0', ({ cost }) => cost),
    steps_rise_with_beta: rises('beta', ({ calls }) => calls),
  };
}

/** Mean quality of the answer that would be returned after each step; a route that has ended keeps its last. */
function meansByStep({ qualityByStep }: MeasuredMethod): number[] {
  return Array.from({ length: maxSteps }, (_, step) =>
    mean(qualityByStep.map((qualities) => qualities[Math.min(step, qualities.length - 1)]!)),
  );
}

/** Share of all calls that go to the expert asked most often. */
function shareOfMostAsked({ outcomes }: MeasuredMethod): number {
  const asked = new Map<number, number>();
  for (const { asked: members } of outcomes.flat()) {
    for (const member of members) asked.set(member, (asked.get(member) ?? 0) + 1);
  }
  const counts = [...asked.values()];
  return Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0);
}
