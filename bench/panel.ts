/** The panel while a long conversation opens and a long answer is streamed, measured in a process of its own, which knows the browser's types too. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Timing } from './timing';

export async function measurePanel(): Promise<Timing[]> {
  const child = fork(fileURLToPath(new URL('./panelChild.mjs', import.meta.url)));
  const ended = once(child, 'exit').then(() => {
    throw new Error('The panel was not measured: see above.');
  });
  const [timings] = (await Promise.race([once(child, 'message'), ended])) as [Timing[]];
  return timings;
}
