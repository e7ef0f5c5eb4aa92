/**
 * A server of its own process with experts that answer at once, or at the pace of a real one. It tells its parent its
 * address, then answers each message: a question is asked without HTTP; `usage` is its CPU time and its heap.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { defaultKnobs } from '../src/der/core/mdp';
import type { Expert, ExpertEvent } from '../src/der/core/experts';
import { loadModels } from '../src/der/networks/models';
import { defaultLimits } from '../src/der/route/masks';
import { ownEnsemble } from '../src/server/ensemble';
import { listen } from '../src/server/listen';
import { embeddedStore } from '../src/server/store/embeddedStore';
import { slowly, type FromServer, type ToServer } from './servingMessages';

const warn = (line: string): void => void process.stderr.write(`${line}\n`);
const say = (message: FromServer): void => void process.send!(message);

const models = await loadModels(process.argv[2]!);
const ensemble = ownEnsemble({
  pool: [1, 8, 70].map(expert),
  policy: models.policy,
  terminator: models.terminator,
  models: models.info,
  server: { limits: defaultLimits, maxSteps: 10 },
  check: () => () => Promise.reject(new Error('No answer holds a program.')),
  learn: () => Promise.resolve(),
});
const server = await listen(
  {
    ensemble,
    store: embeddedStore({}, warn),
    door: { keys: undefined, hosts: [], origins: [] },
    most: { running: 256, waiting: 256 },
    lines: { default: { concurrency: 256 } },
    timeoutMs: 60_000,
    version: '0.0.0',
    warn,
  },
  '127.0.0.1',
  0,
);

process.on('message', (message: ToServer) => void answered(message).then(say));
process.on('disconnect', () => process.exit());
say({ url: server.url });

async function answered(message: ToServer): Promise<FromServer> {
  if (message === 'usage') {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1000, heapMb: process.memoryUsage().heapUsed / 1e6 };
  }
  const before = performance.now();
  const settings = { knobs: defaultKnobs, limits: defaultLimits };
  const { signal } = new AbortController();
  for await (const event of ensemble.ask(
    { question: message.question, instructions: '', turns: [], images: [] },
    settings,
    signal,
  ))
    if (event.type === 'finished' && !event.final) throw new Error('There is no answer.');
  return { ms: performance.now() - before };
}

/** Who is asked to take its time begins after a while, and writes for some more. */
function expert(costB: number): Expert {
  return {
    ...{ id: `${costB}B`, name: `${costB}B`, provider: 'bench', costB, costEstimated: false },
    ...{ leavesMachine: false, tool: false, readsWorkspace: false },
    async *ask({ question }): AsyncGenerator<ExpertEvent> {
      if (question.startsWith('Slowly')) {
        await delay(slowly.firstMs);
        for (let piece = 0; piece < slowly.pieces; piece++) {
          yield { type: 'delta', text: 'The answer is not known yet. ' };
          await delay(slowly.everyMs);
        }
      }
      yield { type: 'delta', text: 'The answer is 42.' };
      yield { type: 'done', finish: 'stop', verified: false, usage: {}, timing: {} };
    },
  };
}
