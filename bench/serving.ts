/**
 * What serving adds to a short route of fast experts, asked in turn over HTTP and without it, and how many such routes a
 * second are served to clients in the same process.
 */
import { defaultKnobs } from '../src/der/core/mdp';
import type { Expert, ExpertEvent } from '../src/der/core/experts';
import { loadModels } from '../src/der/networks/models';
import { defaultLimits } from '../src/der/route/masks';
import { ownEnsemble, type Ensemble } from '../src/server/ensemble';
import { listen } from '../src/server/listen';
import { embeddedStore } from '../src/server/store/embeddedStore';
import { timing, type Timing } from './timing';

const rounds = 60;
const clients = 32;
const asked = 1600;

/** @param folder of the networks */
export async function measureServing(folder: string): Promise<Timing[]> {
  const models = await loadModels(folder);
  const ensemble = ownEnsemble({
    pool: [1, 8, 70].map(fastExpert),
    policy: models.policy,
    terminator: models.terminator,
    models: models.info,
    server: { limits: defaultLimits, maxSteps: 10 },
    check: () => () => Promise.reject(new Error('No answer holds a program.')),
    learn: () => Promise.resolve(),
  });
  const door = { keys: undefined, hosts: [], origins: [] };
  const most = { running: clients, waiting: clients };
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const server = await listen(
    { ensemble, store: embeddedStore({}, tell), door, most, timeoutMs: 60_000, version: '0.0.0', tell },
    '127.0.0.1',
    0,
  );
  try {
    const [direct, served]: number[][] = [[], []];
    for (let round = -5; round < rounds; round++) {
      const one = await timeOf(() => askDirectly(ensemble, round));
      const other = await timeOf(() => askOver(server.url, round));
      if (round < 0) continue;
      direct!.push(one);
      served!.push(other);
    }
    const added = served!.map((time, at) => time - direct![at]!);
    return [
      timing('a short route, asked directly', 'ms', direct!),
      timing('added by serving it', 'ms', added, { atMost: 5 }),
      timing(`short routes served to ${clients} at once`, '/s', [await perSecond(server.url)]),
    ];
  } finally {
    await server.close(1000);
    await models.release();
  }
}

async function perSecond(url: string): Promise<number> {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < asked) await askOver(url, next++);
  };
  const took = await timeOf(() => Promise.all(Array.from({ length: clients }, client)));
  return asked / (took / 1000);
}

function fastExpert(costB: number): Expert {
  return {
    ...{ id: `${costB}B`, name: `${costB}B`, provider: 'bench', costB, costEstimated: false },
    ...{ leavesMachine: false, tool: false, readsWorkspace: false },
    async *ask(): AsyncGenerator<ExpertEvent> {
      yield { type: 'delta', text: 'The answer is 42.' };
      yield { type: 'done', finish: 'stop', verified: false, usage: {}, timing: {} };
    },
  };
}

const question = (number: number): string => `What is the answer to question ${number}?`;

async function askDirectly(ensemble: Ensemble, number: number): Promise<void> {
  const settings = { knobs: defaultKnobs, limits: defaultLimits };
  const conversation = { question: question(number), turns: [] };
  for await (const event of ensemble.ask(conversation, settings, new AbortController().signal))
    if (event.type === 'finished' && !event.final) throw new Error('There is no answer.');
}

async function askOver(url: string, number: number): Promise<void> {
  const body = JSON.stringify({ model: 'der', messages: [{ role: 'user', content: question(number) }] });
  const reply = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text);
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
