/**
 * Time to activate the extension in a real extension host: what the editor itself reports, which is loading the code
 * and running `activate`; and by the clock until it is active, beside what an empty extension takes there.
 */
import { runPhases } from '../test/host/run';
import { timing, type Timing } from './timing';

const limits: Readonly<Record<string, number>> = { activation: 50 };

/**
 * Opens `rounds` windows one after the other; the empty extension goes first and warms the host up.
 * Empty where no editor can run.
 */
export async function measureActivation(rounds = 5): Promise<Timing[]> {
  const { outcomes } = await runPhases(
    true,
    Array.from({ length: rounds }, () => 'activation' as const),
  );
  const names = Object.keys(outcomes[0]?.measured ?? {});
  return names.map((what) => {
    const times = outcomes.map(({ measured }) => measured[what]!);
    return timing(what, 'ms', times, { atMost: limits[what] });
  });
}
