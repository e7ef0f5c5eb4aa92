/** The first decision of a process: the runtime and the networks are loaded for it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { timing, type Timing } from './timing';

const run = promisify(execFile);

/** @param folder of the networks */
export async function measureFirstDecision(folder: string, rounds = 7): Promise<Timing[]> {
  const child = fileURLToPath(new URL('./firstDecisionChild.mjs', import.meta.url));
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await run(process.execPath, [child, folder]);
    times.push(Number(stdout));
  }
  return [timing('first decision, networks loaded for it', 'ms', times, { atMost: 300 })];
}
