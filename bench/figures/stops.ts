/**
 * Stops in every phase of a route, against a server that speaks Ollama's protocol: how long it takes from the stop to
 * the end of the route, and whether the server has noticed that nobody listens any more.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Expert } from '../../src/der/core/experts';
import { defaultKnobs } from '../../src/der/core/mdp';
import { defaultLimits } from '../../src/der/route/masks';
import { route } from '../../src/der/route/route';
import type { RouteEvent } from '../../src/der/trace/events';
import { Random } from '../../src/learn/random';
import { patientFetch } from '../../src/providers/patientFetch';
import { poolEntrySchema } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts } from '../../src/providers/services';
import { type OllamaServer, startOllamaServer } from '../../test/support/ollamaServer';
import type { Phase as ServerPhase } from '../../test/support/requestLog';
import type { ModelSpec } from '../../test/support/simulated/model';

const phases = ['queue', 'load', 'prefill', 'stream', 'between', 'judging'] as const;
type Phase = (typeof phases)[number];

export interface Stops {
  readonly stops: number;
  readonly byPhase: Readonly<Record<Phase, number>>;
  /** Milliseconds from the stop to the end of the route. */
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  /** Routes that did not end as stopped. */
  readonly otherwise: number;
  /** Requests that the server still worked on a second after the stop. */
  readonly unnoticed: number;
}

const hours = 3_600_000;
const models: readonly ModelSpec[] = [
  { name: 'queue', loadMs: hours },
  { name: 'load', loadMs: hours },
  { name: 'prefill', prefillMs: hours },
  { name: 'stream', endless: true, tokensPerSecond: 500 },
  { name: 'quick' },
];
/** In which phase of the server's a request is when it is stopped. */
const served: Readonly<Partial<Record<Phase, ServerPhase>>> = {
  queue: 'queued',
  load: 'loading',
  prefill: 'prefill',
  stream: 'streaming',
};
/** Longest that a phase has gone on when it is stopped. */
const longestIntoMs = 15;
/** Far longer than the networks take. */
const decisionMs = 15;
const noticedMs = 1_000;

/** @param count stops altogether, phase after phase in turn. @param seed same seed, same moments. */
export async function run(count: number, seed: number): Promise<Stops> {
  const moments = new Random(seed);
  const free = await startOllamaServer({ models, scheduler: { maxLoaded: models.length } });
  const full = await startOllamaServer({ models, scheduler: { maxLoaded: 1 } });
  const leave = new AbortController();
  try {
    await occupy(full, leave.signal);
    const times: number[] = [];
    const byPhase = Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>;
    let [otherwise, unnoticed] = [0, 0];
    for (let stop = 0; stop < count; stop++) {
      const phase = phases[stop % phases.length]!;
      const server = phase === 'queue' ? full : free;
      const stopped = await stopIn(phase, server, moments.uniform(0, longestIntoMs));
      times.push(stopped.ms);
      byPhase[phase] += 1;
      otherwise += stopped.reason === 'user' ? 0 : 1;
      unnoticed += stopped.noticed ? 0 : 1;
      // The log of thousands of requests is no part of what is measured.
      server.log.requests.splice(server === full ? 1 : 0);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => rounded(times[Math.ceil(share * times.length) - 1]!);
    return {
      stops: count,
      byPhase,
      medianMs: at(0.5),
      p99Ms: at(0.99),
      longestMs: at(1),
      otherwise,
      unnoticed,
    };
  } finally {
    leave.abort();
    await Promise.all([free.close(), full.close()]);
  }
}

/** Somebody else's endless answer takes the only place. */
async function occupy(server: OllamaServer, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify({ model: 'stream', messages: [{ role: 'user', content: 'Why?' }] });
  const response = await fetch(`${server.url}/api/chat`, { method: 'POST', body, signal });
  response.body?.pipeTo(new WritableStream()).catch(() => undefined);
  await server.log.until(({ phases }) => phases.some(({ phase }) => phase === 'streaming'));
}

interface Stopped {
  readonly ms: number;
  /** Why the route ended. */
  readonly reason: string;
  readonly noticed: boolean;
}

async function stopIn(phase: Phase, server: OllamaServer, afterMs: number): Promise<Stopped> {
  const abort = new AbortController();
  let stoppedAt = Infinity;
  const stop = async (): Promise<void> => {
    await delay(afterMs);
    stoppedAt = performance.now();
    abort.abort();
  };
  const pool = await experts(phase in served ? phase : 'quick', server);
  const wanted = served[phase];
  const open = server.log.requests.length;
  if (wanted) {
    const there = server.log.until((request) => {
      const late = server.log.requests.indexOf(request) >= open;
      return late && request.path === '/api/chat' && request.phases.at(-1)?.phase === wanted;
    });
    void there.then(stop);
  }
  let judged = 0;
  const events = route({
    question: 'Why?',
    fromWorkspace: false,
    pool,
    policy: {
      decide: async (state, all) => {
        if (state.answers.length > 0) await delay(decisionMs);
        return { experts: all.map((_, i) => (i + state.answers.length) % all.length), stop: -1 };
      },
    },
    terminator: {
      judge: async (state) => {
        if (phase === 'judging' && judged++ === 0) void stop();
        await delay(decisionMs);
        return state.answers.map(() => 0.5);
      },
    },
    models: { version: 'figures', trained: false, sha256: {} },
    knobs: () => ({ ...defaultKnobs, p0: 1, maxSteps: 10 }),
    limits: () => defaultLimits,
    signal: abort.signal,
  });
  let last: RouteEvent | undefined;
  for await (const event of events) {
    if (phase === 'between' && event.type === 'judged' && stoppedAt === Infinity) void stop();
    last = event;
  }
  const ms = performance.now() - stoppedAt;
  return {
    ms,
    reason: last?.type === 'finished' ? last.stop : 'none',
    noticed: await noticed(server, open),
  };
}

/** Whether every request since then has ended or is known to have been left. */
async function noticed(server: OllamaServer, since: number): Promise<boolean> {
  const requests = server.log.requests.slice(since);
  const over = requests.map((one) =>
    server.log.until((seen) => seen === one && (seen.aborted !== undefined || ended(seen.phases))),
  );
  return Promise.race([Promise.all(over).then(() => true), delay(noticedMs, false, { ref: false })]);
}

function ended(seen: readonly { readonly phase: ServerPhase }[]): boolean {
  return seen.at(-1)?.phase === 'finished';
}

/** Two of them, so that there is somebody to go on with. */
async function experts(model: string, server: OllamaServer): Promise<readonly Expert[]> {
  const entries = ['one', 'other'].map((id) =>
    poolEntrySchema.parse({ kind: 'ollama', id, model, baseUrl: server.url }),
  );
  const { experts: made, problems } = await buildPool(entries, {
    fetch: patientFetch(fetch),
    secret: async () => undefined,
    timeouts: defaultTimeouts,
    env: {},
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return made;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
