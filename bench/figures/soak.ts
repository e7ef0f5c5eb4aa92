/**
 * A long day: eight simulated hours of questions to simulated experts, in conversation after conversation, some of
 * them stopped in the middle. Measured is whether memory stays flat once everything has been used.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ConversationStore } from '../../src/host/conversations/store';
import { Random } from '../../src/learn/random';
import { answerIn } from './answering';

export interface Soak {
  readonly routes: number;
  readonly simulatedHours: number;
  readonly stopped: number;
  /** What the store could not do. */
  readonly problems: number;
  /** Live memory after the warm-up, and at the end, in megabytes. */
  readonly warmMb: number;
  readonly endMb: number;
  /** Median of the last quarter against that of the second, in percent. */
  readonly growthPercent: number;
}

const hours = 8;
/** Then a person begins a new conversation. */
const routesEach = 20;
/** Times that memory is looked at. */
const looks = 40;

/** @param count routes. @param seed same seed, same stops. */
export async function run(count: number, seed: number): Promise<Soak> {
  const folder = await mkdtemp(join(tmpdir(), 'der-soak-'));
  const random = new Random(seed);
  let [problems, stopped, clock] = [0, 0, 0];
  const now = (): number => clock;
  try {
    const store = new ConversationStore(folder, () => (problems += 1));
    const memory: number[] = [];
    let { id, conversation } = store.begin();
    for (let number = 0; number < count; number++) {
      if (number % routesEach === routesEach - 1) {
        await store.list();
        await store.remove(id);
        await rm(join(folder, 'deleted'), { recursive: true });
        ({ id, conversation } = store.begin());
      }
      const stopAfter = random.uniform() < 0.1 ? 1 + random.integer(40) : undefined;
      const reason = await answerIn(conversation, { number, now, stopAfter });
      stopped += reason === 'user' ? 1 : 0;
      clock += (hours * 3_600_000) / count;
      // A conversation that has just begun, so that the same is in memory every time.
      while (memory.length < Math.floor(((number + 1) * looks) / count)) memory.push(liveBytes());
    }
    const quarter = looks / 4;
    const [warm, end] = [median(memory.slice(quarter, 2 * quarter)), median(memory.slice(-quarter))];
    return {
      routes: count,
      simulatedHours: Math.round(clock / 360_000) / 10,
      stopped,
      problems,
      warmMb: megabytes(warm),
      endMb: megabytes(end),
      growthPercent: Math.round((end / warm - 1) * 1_000) / 10,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is in use when all garbage is collected. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
