/**
 * Time to activate the extension, as it is shipped, in a real extension host: what the editor itself reports, which is
 * loading the code and running `activate`; and by the clock until it is active, beside what an empty extension takes
 * there.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageExtension } from '../scripts/package.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';
import { runPhases } from '../test/host/run';
import { timing, type Timing } from './timing';

const limits: Readonly<Record<string, number>> = { activation: 50 };

/**
 * Opens `rounds` windows one after the other; the empty extension goes first and warms the host up.
 * Empty where no editor can run.
 */
export async function measureActivation(rounds = 5): Promise<Timing[]> {
  const outcomes = await activations(rounds);
  const names = Object.keys(outcomes[0]?.measured ?? {});
  return names.map((what) => {
    const times = outcomes.map(({ measured }) => measured[what]!);
    return timing(what, 'ms', times, { atMost: limits[what] });
  });
}

async function activations(rounds: number) {
  await ensureBuilt(['hostSuite']);
  const extension = await mkdtemp(join(tmpdir(), 'der-activation-'));
  try {
    await stageExtension(extension);
    const phases = Array.from({ length: rounds }, () => 'activation' as const);
    const { outcomes } = await runPhases(true, phases, extension);
    return outcomes;
  } finally {
    await rm(extension, { recursive: true, force: true });
  }
}
