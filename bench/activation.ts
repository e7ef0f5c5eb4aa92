/** Time to activate the extension in a real extension host, beside what an empty extension takes there. */
import { runPhases } from '../test/host/run';

interface Timing {
  readonly what: string;
  /** Milliseconds. */
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly limit: number | undefined;
}

const limits: Readonly<Record<string, number>> = { activation: 50 };

/**
 * Opens `rounds` windows one after the other; the empty extension goes first and warms the host up.
 * Empty where no editor can run.
 */
export async function measureActivation(rounds = 7): Promise<Timing[]> {
  const { outcomes } = await runPhases(
    true,
    Array.from({ length: rounds }, () => 'activation' as const),
  );
  const names = Object.keys(outcomes[0]?.measured ?? {});
  return names.map((what) => {
    const times = outcomes.map(({ measured }) => measured[what]!).sort((a, b) => a - b);
    const at = (share: number) => times[Math.round(share * (times.length - 1))]!;
    return { what, p25: at(0.25), p50: at(0.5), p75: at(0.75), limit: limits[what] };
  });
}
