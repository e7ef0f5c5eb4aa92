/**
 * Models that do not all fit into memory, on a server that speaks Ollama's protocol and takes as long as a disk does:
 * how much of the time that loading takes is waited for, with and without loading ahead, and who has to leave for it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultKnobs } from '../../src/der/core/mdp';
import { loadModels, type Models } from '../../src/der/networks/models';
import { defaultLimits } from '../../src/der/route/masks';
import { route } from '../../src/der/route/route';
import { Random } from '../../src/learn/random';
import { patientFetch } from '../../src/providers/patientFetch';
import { poolEntrySchema } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts } from '../../src/providers/services';
import { simulatedQuestions } from '../../src/providers/simulated/questions';
import { studentModels } from '../../test/support/ollama/studentModels';
import { startOllamaServer } from '../../test/support/ollamaServer';
import { replyOf, modelOf, type ModelSpec } from '../../test/support/simulated/model';

export interface Loading {
  readonly routes: number;
  readonly answers: number;
  /** Share of the loads' time that was waited for after each route's first answer, in percent. */
  readonly waitedPercent: number;
  /** The same for the pool of three and for that of four. */
  readonly threePercent: number;
  readonly fourPercent: number;
  /** The same with those that the first answers wait for, which nothing can be loaded ahead of. */
  readonly waitedInAllPercent: number;
  /** Models that had to leave while a request was using them. */
  readonly inUse: number;
  readonly ahead: Run;
  readonly without: Run;
}

interface Run {
  readonly loads: number;
  /** Seconds of the server's time that loads took, those given up left out. */
  readonly loadSeconds: number;
  /** Seconds that answers waited for a load, those of each route's first answer left out. */
  readonly waitedSeconds: number;
  readonly waitedFirstSeconds: number;
  readonly seconds: number;
}

/** Of real time: everything happens so many times as fast. */
const speed = 5;
/** Bytes per second that a fast disk reads. */
const diskRate = 2e9;
const tokensPerSecond = 30;
/** Words of prose before the answer, so that an answer is as long as those of models. */
const prose = 200;

/** Billions of parameters, and bytes that fit at once: any two of the first, the smaller ones of the second. */
const places: readonly { readonly sizes: readonly number[]; readonly memoryBytes: number }[] = [
  { sizes: [3, 8, 14], memoryBytes: 16.5e9 },
  { sizes: [3, 8, 14, 32], memoryBytes: 36e9 },
];

/** @param count routes. @param seed same seed, same questions. */
export async function run(count: number, seed: number): Promise<Loading> {
  const models = await loadModels(join(import.meta.dirname, '..', '..', 'models'));
  try {
    const aheadByPool = await byPool(models, count, seed, true);
    const ahead = sumOf(aheadByPool);
    const without = sumOf(await byPool(models, count, seed, false));
    const { loadSeconds, waitedSeconds, waitedFirstSeconds, inUse, answers } = ahead;
    return {
      routes: count,
      answers,
      waitedPercent: waitedPercent(ahead),
      threePercent: waitedPercent(aheadByPool[0]!),
      fourPercent: waitedPercent(aheadByPool[1]!),
      waitedInAllPercent: percent((waitedSeconds + waitedFirstSeconds) / loadSeconds),
      inUse: inUse + without.inUse,
      ahead: told(ahead),
      without: told(without),
    };
  } finally {
    await models.release();
  }
}

type Counts = Run & {
  readonly answers: number;
  readonly inUse: number;
  /** Seconds of the loads that first answers waited for. */
  readonly firstLoadSeconds: number;
};

function waitedPercent({ waitedSeconds, loadSeconds, firstLoadSeconds }: Counts): number {
  return percent(waitedSeconds / (loadSeconds - firstLoadSeconds));
}

async function byPool(models: Models, count: number, seed: number, ahead: boolean): Promise<Counts[]> {
  const runs: Counts[] = [];
  for (const [at, place] of places.entries()) {
    const share = Math.max(1, Math.ceil((count - at) / places.length));
    runs.push(await questions(models, place, share, seed, ahead));
  }
  return runs;
}

function sumOf(runs: readonly Counts[]): Counts {
  const sum = (of: keyof Counts) => runs.reduce((total, one) => total + one[of], 0);
  return Object.fromEntries(Object.keys(runs[0]!).map((name) => [name, sum(name as keyof Counts)])) as never;
}

async function questions(
  { policy, terminator, info }: Models,
  { sizes, memoryBytes }: (typeof places)[number],
  count: number,
  seed: number,
  ahead: boolean,
): Promise<Counts> {
  const specs = studentModels(seed).filter(({ paramsB = 0 }) => sizes.includes(paramsB));
  const server = await startOllamaServer({
    models: specs.map(asSlowAsReal),
    scheduler: { memoryBytes, maxLoaded: 9 },
  });
  const home = await mkdtemp(join(tmpdir(), 'der-loading-'));
  const { experts } = await buildPool(
    specs.map(({ name }) => poolEntrySchema.parse({ kind: 'ollama', model: name, baseUrl: server.url })),
    {
      fetch: patientFetch(fetch),
      secret: async () => undefined,
      timeouts: defaultTimeouts,
      localModels: { ahead },
      env: { DER_HOME: home },
    },
  );
  const draw = new Random(seed).fork('questions');
  let [answers, waited, waitedFirst, firstLoads] = [0, 0, 0, 0];
  const start = performance.now();
  const { loads, evictions } = server.ollama.scheduler;
  for (let at = 0; at < count; at++) {
    const { question } = simulatedQuestions[draw.next() % simulatedQuestions.length]!;
    const before = loads.length;
    for await (const event of route({
      question,
      fromWorkspace: false,
      pool: experts,
      policy,
      terminator,
      models: info,
      knobs: () => defaultKnobs,
      limits: () => defaultLimits,
      signal: new AbortController().signal,
    })) {
      if (event.type !== 'answered') continue;
      answers += 1;
      const { loadMs = 0 } = event.timing;
      if (event.step > 0) waited += loadMs;
      else {
        waitedFirst += loadMs;
        firstLoads += loads.slice(before).find(({ model }) => model === `${event.expert}:latest`)?.ms ?? 0;
      }
    }
  }
  const elapsed = performance.now() - start;
  await server.close();
  await rm(home, { recursive: true, force: true });
  return {
    answers,
    loads: loads.length,
    loadSeconds: seconds(loads.reduce((sum, { ms = 0 }) => sum + ms, 0)),
    waitedSeconds: seconds(waited),
    waitedFirstSeconds: seconds(waitedFirst),
    firstLoadSeconds: seconds(firstLoads),
    inUse: evictions.filter(({ inUse }) => inUse).length,
    seconds: seconds(elapsed),
  };
}

/** With the times of a disk and a graphics card, and answers of a usual length. */
function asSlowAsReal(spec: ModelSpec): ModelSpec {
  const model = modelOf(spec);
  const words = Array.from({ length: prose }, (_, at) => (at % 12 === 11 ? 'then.' : 'and')).join(' ');
  return {
    ...spec,
    loadMs: ((model.size / diskRate) * 1_000) / speed,
    prefillMs: 300 / speed,
    tokensPerSecond: tokensPerSecond * speed,
    reply: (turns) => {
      const reply = replyOf(model, turns);
      return { ...reply, text: `${words}\n\n${reply.text}` };
    },
  };
}

/** Of the time that it would really take. */
function seconds(ms: number): number {
  return (ms * speed) / 1_000;
}

function told({ loads, loadSeconds, waitedSeconds, waitedFirstSeconds, seconds: all }: Counts): Run {
  return {
    loads,
    loadSeconds: Math.round(loadSeconds),
    waitedSeconds: Math.round(waitedSeconds),
    waitedFirstSeconds: Math.round(waitedFirstSeconds),
    seconds: Math.round(all),
  };
}

function percent(share: number): number {
  return Math.round(share * 1_000) / 10;
}
