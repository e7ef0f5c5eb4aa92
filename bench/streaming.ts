/**
 * DER against the bare `ollama` client, turn by turn in one run on the same server: time added to the first token,
 * and throughput. The server is a process of its own, so that neither side pays for it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { defaultLimits } from '../src/der/route/masks';
import { defaultKnobs } from '../src/der/core/mdp';
import { loadModels, type Models } from '../src/der/networks/models';
import { route } from '../src/der/route/route';
import { buildPool } from '../src/providers/registry';
import { defaultTimeouts } from '../src/providers/services';
import { answerTokens, pacedModel, unpacedModel } from './streamedAnswer';
import { timing, type Limit, type Timing } from './timing';

/** One answer as it was seen to arrive. */
interface Run {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
}

/** @param folder of the networks */
export async function measureStreaming(folder: string, rounds = 15): Promise<Timing[]> {
  const server = fork(fileURLToPath(new URL('./ollamaChild.mjs', import.meta.url)));
  try {
    const [baseUrl] = (await once(server, 'message')) as [string];
    const models = await loadModels(folder);
    const paced = await compare(baseUrl, pacedModel.name, models, rounds);
    const unpaced = await compare(baseUrl, unpacedModel.name, models, rounds);
    await models.release();
    return [
      ...results('at 500 tokens per second', paced, { atMost: 10 }, { atLeast: 0.98 }),
      ...results('unpaced', unpaced, {}, {}),
    ];
  } finally {
    server.kill();
  }
}

interface Pair {
  readonly bare: Run;
  readonly der: Run;
}

async function compare(baseUrl: string, model: string, models: Models, rounds: number): Promise<Pair[]> {
  const services = {
    fetch,
    secret: () => Promise.resolve(undefined),
    timeouts: defaultTimeouts,
    env: process.env,
  };
  const { experts } = await buildPool([{ kind: 'ollama', enabled: true, model, baseUrl }], services);
  const pairs: Pair[] = [];
  // The first pairs warm both sides up and are dropped. No question comes twice: nothing of it is cached.
  for (let round = -3; round < rounds; round++) {
    const question = `Question ${round}: how does a lighthouse work?`;
    const bare = await askBare(baseUrl, model, question);
    const der = await askDer(question, experts, models);
    if (round >= 0) pairs.push({ bare, der });
  }
  return pairs;
}

async function askBare(host: string, model: string, question: string): Promise<Run> {
  const { Ollama } = await import('ollama/browser');
  const clock = new Clock();
  const messages = [{ role: 'user', content: question }];
  for await (const part of await new Ollama({ host }).chat({ model, messages, stream: true })) {
    if (part.message.content !== '') clock.token();
  }
  return clock.run();
}

async function askDer(
  question: string,
  pool: Awaited<ReturnType<typeof buildPool>>['experts'],
  { policy, terminator, info }: Models,
): Promise<Run> {
  const clock = new Clock();
  const events = route({
    question,
    fromWorkspace: false,
    pool,
    policy,
    terminator,
    models: info,
    knobs: () => ({ ...defaultKnobs, maxSteps: 1 }),
    limits: () => defaultLimits,
    signal: new AbortController().signal,
  });
  for await (const event of events) if (event.type === 'delta') clock.token();
  return clock.run();
}

class Clock {
  readonly #asked = performance.now();
  #first: number | undefined;
  #last = 0;

  token(): void {
    this.#last = performance.now();
    this.#first ??= this.#last;
  }

  run(): Run {
    if (this.#first === undefined) throw new Error('Nothing was answered.');
    const seconds = (this.#last - this.#first) / 1000;
    return { firstTokenMs: this.#first - this.#asked, tokensPerSecond: answerTokens / seconds };
  }
}

function results(pace: string, pairs: readonly Pair[], added: Limit, throughput: Limit): Timing[] {
  const bare = pairs.map((pair) => pair.bare.tokensPerSecond);
  const first = pairs.map((pair) => pair.der.firstTokenMs - pair.bare.firstTokenMs);
  const ratios = pairs.map(({ bare, der }) => der.tokensPerSecond / bare.tokensPerSecond);
  return [
    timing(`added time to first token, ${pace}`, 'ms', first, added),
    timing(`throughput of DER to bare client, ${pace}`, '×', ratios, throughput),
    timing(`throughput of the bare client, ${pace}`, 'tokens/s', bare),
  ];
}
