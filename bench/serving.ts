/**
 * What serving adds to a route, how many short routes a second are served, and whether memory stays flat. The server is
 * a process of its own, so that what its clients take is not counted. `DER_BENCH=long` asks 100,000 questions.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { slowly, type FromServer, type ToServer } from './servingMessages';
import { timing, type Timing } from './timing';

const rounds = 60;
const clients = 32;
const streams = 100;
const isLong = process.env['DER_BENCH'] === 'long';
const asked = isLong ? 100_000 : 2000;
/** After so many all is there that a server keeps on purpose: the facts of the latest 20,000. */
const askedFirst = isLong ? 25_000 : 200;
/** How long an expert that takes its time writes. */
const streamMs = slowly.firstMs + slowly.everyMs * slowly.pieces;

/** @param folder of the networks */
export async function measureServing(folder: string): Promise<Timing[]> {
  const child = fileURLToPath(new URL('./servingChild.mjs', import.meta.url));
  const server = fork(child, [folder], { execArgv: ['--expose-gc'] });
  try {
    const { url } = await told<{ url: string }>(server);
    const pool = new Pool(url, { connections: streams });
    try {
      for (let round = 0; round < 200; round++) await whole(pool, question(-round));
      const added = await addedTo(server, pool);
      const firsts = await Promise.all(Array.from({ length: streams }, (_, at) => firstBytes(pool, at)));
      const perSecond = await manyAsked(server, pool);
      const late = firsts.flat().sort((a, b) => a - b);
      const p99 = late[Math.floor(late.length * 0.99)]!;
      process.stderr.write(`Load of the machine: ${loadavg()[0]!.toFixed(1)}\n`);
      return [
        ...added,
        timing(`added to the first piece of ${streams} streams`, 'ms', late, { atMost: 5 }),
        timing('of these, the 99th of 100', 'ms', [p99], { atMost: 40 }),
        ...perSecond,
      ];
    } finally {
      await pool.destroy();
    }
  } finally {
    server.kill();
  }
}

/** One question at a time: the route itself, and the same over HTTP. */
async function addedTo(server: ChildProcess, pool: Pool): Promise<Timing[]> {
  const [direct, added]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const { ms } = await ask<{ ms: number }>(server, { question: question(round) });
    const served = await timeOf(() => whole(pool, question(round)));
    direct.push(ms);
    added.push(served - ms);
  }
  return [
    timing('a short route, asked directly', 'ms', direct),
    timing('added by serving it', 'ms', added, { atMost: 5 }),
  ];
}

/** Milliseconds by which the first pieces of a stream come later than its expert wrote them; three streams in turn. */
async function firstBytes(pool: Pool, at: number): Promise<number[]> {
  const late: number[] = [];
  // Not all at the same moment, as people ask.
  await new Promise((begin) => setTimeout(begin, (at * streamMs) / streams));
  for (let turn = 0; turn < 3; turn++) {
    const before = performance.now();
    let first: number | undefined;
    const body = await send(pool, {
      messages: [{ role: 'user', content: `Slowly: ${question(at * 10 + turn)}` }],
      ...{ stream: true, der: { stream: 'draft', maxSteps: 1 } },
    });
    for await (const piece of body)
      if (first === undefined && String(piece).includes('not known yet')) first = performance.now() - before;
    if (first === undefined) throw new Error('The stream brought no draft.');
    late.push(first - slowly.firstMs);
  }
  return late;
}

async function manyAsked(server: ChildProcess, pool: Pool): Promise<Timing[]> {
  const first = await loadOf(server, pool, askedFirst, 0);
  const all = await loadOf(server, pool, asked - askedFirst, askedFirst);
  const grown = all.heapMb / first.heapMb;
  return [
    timing(`short routes served to ${clients} at once`, '/s', [all.perSecond], { atLeast: 400 }),
    timing('CPU time of the server for each', 'ms', [all.cpuMs]),
    ...(isLong ? [timing('heap after 100,000, of that after 25,000', '×', [grown], { atMost: 1.1 })] : []),
  ];
}

async function loadOf(server: ChildProcess, pool: Pool, many: number, from: number) {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < many) await whole(pool, question(from + next++));
  };
  const before = await ask<Usage>(server, 'usage');
  const took = await timeOf(() => Promise.all(Array.from({ length: clients }, client)));
  const after = await ask<Usage>(server, 'usage');
  return {
    perSecond: many / (took / 1000),
    cpuMs: (after.cpuMs - before.cpuMs) / many,
    heapMb: after.heapMb,
  };
}

type Usage = Extract<FromServer, { readonly heapMb: number }>;

async function ask<T extends FromServer>(server: ChildProcess, message: ToServer): Promise<T> {
  server.send(message);
  return told<T>(server);
}

async function told<T extends FromServer>(server: ChildProcess): Promise<T> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(server, 'exit', { signal }).then(() => Promise.reject(new Error('The server ended.')));
  try {
    const [message] = (await Promise.race([once(server, 'message', { signal }), ended])) as [T];
    return message;
  } finally {
    ended.catch(() => undefined);
    waiting.abort();
  }
}

const question = (number: number): string => `What is the answer to question ${number}?`;

async function whole(pool: Pool, content: string): Promise<void> {
  const body = await send(pool, { messages: [{ role: 'user', content }] });
  await body.text();
}

async function send(pool: Pool, fields: object) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ model: 'der', ...fields });
  const reply = await pool.request({ path: '/v1/chat/completions', method: 'POST', headers, body });
  if (reply.statusCode !== 200) throw new Error(await reply.body.text());
  return reply.body;
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
