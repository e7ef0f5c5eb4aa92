/** What reviewers of such methods look for first: does it always ask the same, never improve, never stop, ignore its knobs? */
import { defaultKnobs } from '../mdp';
import type { Measured } from './measure';
import type { Setting } from './method';
import type { Signatures } from './report';
import { mean, type Bootstrap } from './statistics';

const { alpha, beta, p0, maxSteps } = defaultKnobs;
const defaults: Setting = { alpha, beta, p0, maxSteps };

const sweeps = {
  alpha: [1e-5, 1e-4, 1e-3, 1e-2, 1e-1],
  p0: [0.3, 0.5, 0.7, 0.8, 0.9, 0.97],
  beta: [0, 1, 3, 10],
} as const;

/** Measures DER around its default knobs. A reversal counts when its paired 95 % interval is clear of zero. */
export async function signaturesOf(
  at: (setting: Setting) => Promise<Measured>,
  bootstrap: Bootstrap,
): Promise<Signatures> {
  const changed = (change: Setting) => at({ ...defaults, ...change });
  const sweep = async (name: keyof typeof sweeps) => {
    const measured: Measured[] = [];
    for (const value of sweeps[name]) measured.push(await changed({ [name]: value }));
    return measured;
  };
  const rises = (measured: readonly Measured[], value: (one: Measured) => Float64Array) =>
    measured.slice(1).every((after, index) => {
      const before = value(measured[index]!);
      const [, high] = bootstrap.interval(value(after).map((one, row) => one - before[row]!));
      return high >= 0;
    });

  const usual = await changed({});
  const byLength = [];
  for (let steps = 1; steps <= maxSteps; steps++)
    byLength.push(mean((await changed({ maxSteps: steps })).quality));
  const [alphas, thresholds, betas] = [await sweep('alpha'), await sweep('p0'), await sweep('beta')];
  return {
    same_expert_share: shareOfMostAsked(usual),
    quality_of_best_by_step: byLength,
    max_steps_share: mean(usual.calls.map((calls) => Number(calls >= maxSteps))),
    cost_falls_with_alpha: rises(alphas, ({ cost }) => cost.map((value) => -value)),
    quality_and_cost_rise_with_p0:
      rises(thresholds, ({ quality }) => quality) && rises(thresholds, ({ cost }) => cost),
    steps_rise_with_beta: rises(betas, ({ calls }) => calls),
  };
}

/** Share of all calls that go to the expert asked most often. */
function shareOfMostAsked({ outcomes }: Measured): number {
  const asked = new Map<number, number>();
  for (const { asked: members } of outcomes.flat()) {
    for (const member of members) asked.set(member, (asked.get(member) ?? 0) + 1);
  }
  const counts = [...asked.values()];
  return Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0);
}
