/** The tuning itself, in a process of its own: it gives way to everything, waits while a route runs, and may be killed. */
import { constants, setPriority } from 'node:os';
import { setImmediate as eventsFirst } from 'node:timers/promises';
import type { TuningNews, TuningOrder, TuningWord } from '../../der/tuning/order';
import { tune } from './tune';

const sendNews = (news: TuningNews) => process.send?.(news);

/** What is done once a route of the person's has ended; undefined while none runs. */
let waiting: (() => void)[] | undefined;

/** Of this process, in seconds of the processor: other work does not count, as what is slow is not wrong. */
const mostSeconds = 300;

async function pass(): Promise<void> {
  const { user, system } = process.cpuUsage();
  if (user + system > mostSeconds * 1e6) {
    throw new Error(`Tuning was stopped after ${mostSeconds / 60} minutes. Nothing was changed.`);
  }
  // Words that came meanwhile are heard first.
  await eventsFirst();
  while (waiting) await new Promise<void>((goOn) => waiting!.push(goOn));
}

process.on('message', (word: TuningWord) => {
  if (word.type === 'tune') void run(word.order);
  else if (word.type === 'pause') waiting ??= [];
  else {
    const all = waiting ?? [];
    waiting = undefined;
    all.forEach((goOn) => goOn());
  }
});
// Without a parent there is nobody to tune for.
process.once('disconnect', () => process.exit());

async function run(order: TuningOrder): Promise<void> {
  try {
    // Where that is not allowed it is as important as anything else, and still one thread.
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {}
  try {
    const verdict = await tune(order, { progress: (share) => sendNews({ type: 'progress', share }), pass });
    sendNews({ type: 'finished', verdict });
  } catch (error) {
    sendNews({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect?.();
}
