/**
 * Three servers behind nginx, one PostgreSQL, clients that stream: servers are killed and the database restarts in the
 * middle. `DER_SERVED=long` takes 200 clients for two minutes.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { runCommand, startCommand, type RunningCommand } from '../support/command';
import { startOpenAiServer, type OpenAiServer } from '../support/openaiServer';
import { hasNginx, startNginx, type Proxy } from './nginx';
import { startPostgres, whyNoPostgres, type Postgres } from './postgres';
import { skipped } from './skipped';

const reason = (await whyNoPostgres()) ?? (hasNginx() ? undefined : 'nginx is not installed');
const { clients, seconds, kills } =
  process.env['DER_SERVED'] === 'long'
    ? { clients: 200, seconds: 120, kills: 6 }
    : { clients: 24, seconds: 5, kills: 1 };

/** Answers may come so much later on a machine that is busy. */
const mostLateMs = 120_000;

/** What the experts' server bills for every request. */
const billUsd = 0.001;
const answer = 'A sail catches the wind. '.repeat(8);

interface Replica {
  readonly url: string;
  readonly running: RunningCommand;
}

describe('servers that share a store', () => {
  skipped(reason);
  let folder = '';
  let [postgres, experts, proxy]: [Postgres?, OpenAiServer?, Proxy?] = [];
  let replicas: Replica[] = [];
  let key = '';
  /** What servers say of writes that they gave up. */
  let given = '';

  beforeAll(async () => {
    if (reason !== undefined) return;
    await ensureBuilt(['sandbox', 'cli/serve']);
    folder = await mkdtemp(join(tmpdir(), 'der-replicas-'));
    const models = ['small', 'large'].map((name) => ({
      ...{ name, reply: answer, tokensPerSecond: 400, usage: 'always', costUsd: billUsd },
    }));
    experts = await startOpenAiServer({ models: models as never });
    const pool = [8, 70].map((paramsB, index) => ({
      ...{
        kind: 'openai',
        model: models[index]!.name,
        id: models[index]!.name,
        baseUrl: experts!.baseUrl,
      },
      ...{ paramsB, maxAnswerTokens: 200, price: { promptPerMtok: 1, answerPerMtok: 2 } },
    }));
    await writeFile(join(folder, 'pool.json'), JSON.stringify(pool));
    const keys = ['--keys', join(folder, 'keys.json')];
    const added = await runCommand('serve', ['keys', 'add', 'Team', ...keys, '--usd-per-month', '1000']);
    key = added.stdout.trim();
    postgres = await startPostgres();
    replicas = await Promise.all([0, 0, 0].map((port) => replica(port)));
    proxy = await startNginx(replicas.map(({ url }) => url));
  });

  afterAll(async () => {
    await proxy?.close();
    for (const { running } of replicas) running.process.kill('SIGKILL');
    await experts?.close();
    await postgres?.close();
    if (folder !== '') await rm(folder, { recursive: true, force: true });
  });

  async function replica(port: number): Promise<Replica> {
    const args = ['--port', String(port), '--pool', join(folder, 'pool.json'), '--workspace', folder];
    const store = ['--store', postgres!.url, '--trace-text', '--keys', join(folder, 'keys.json')];
    const running = startCommand('serve', [...args, ...store], { env: { DER_HOME: folder } });
    let printed = '';
    running.process.stdout!.on('data', (text: string) => (printed += text));
    running.process.stderr!.on('data', (text: string) => {
      if (/lost|refused a write|memory alone|could not be kept/.test(text)) given += text;
    });
    await running.until('\n');
    return { url: /http:\S+/.exec(printed)![0], running };
  }

  it('lose nothing and count nothing twice while servers are killed and the database restarts', async () => {
    const client = new OpenAI({ baseURL: `${proxy!.url}/v1`, apiKey: key, maxRetries: 0 });
    const until = performance.now() + seconds * 1000;
    const traces: string[] = [];
    // However slow the machine is, some answers come; where none do any more, the test ends as well.
    const enough = clients / 2;
    const goesOn = (): boolean => {
      const over = performance.now() - until;
      return over < 0 || (traces.length < enough && over < mostLateMs);
    };
    let [broken, number] = [0, 0];
    const askOn = async (): Promise<void> => {
      while (goesOn()) {
        const id = await asked(client, `What is sail ${number++}?`).catch(() => undefined);
        if (id === undefined) {
          broken += 1;
          await delay(100);
        } else traces.push(id);
      }
    };
    const trouble = async (): Promise<void> => {
      for (let round = 0; round < kills; round++) {
        const part = (seconds * 1000) / kills / 3;
        await delay(part);
        const index = round % replicas.length;
        const { running, url } = replicas[index]!;
        running.process.kill('SIGKILL');
        await running.ended;
        await delay(part / 2);
        await postgres!.restart(500);
        await delay(part / 2);
        replicas[index] = await replica(Number(new URL(url).port));
      }
    };
    await Promise.all([trouble(), ...Array.from({ length: clients }, askOn)]);

    // What waits is written.
    await vi.waitFor(async () => {
      for (const { url } of replicas) expect(await (await fetch(`${url}/readyz`)).text()).toBe('ok');
    }, 20_000);
    const kept = await postgres!.query<{ id: string; facts: string }>('SELECT id, facts FROM der.traces');
    const ids = new Set(kept.map(({ id }) => id));
    const missing = traces.filter((id) => !ids.has(id));
    expect(missing).toEqual([]);
    expect(given).toBe('');
    expect(new Set(traces).size).toBe(traces.length);

    // Every request of an expert is on record, and what came to its end at what it was billed.
    const [calls] = await postgres!.query<
      Record<'all' | 'settled' | 'spent' | 'taken' | 'open', string>
    >(`SELECT
      count(*) AS all,
      count(*) FILTER (WHERE spent IS NOT NULL) AS settled,
      count(*) FILTER (WHERE spent IS NULL) AS open,
      sum(coalesce(spent, reserved)) AS spent,
      (SELECT sum(taken) FROM der.balances WHERE length(period) = 7) AS taken FROM der.calls`);
    const requests = experts!.log.requests.filter(({ path }) => path === '/v1/chat/completions').length;
    expect(Number(calls!.all)).toBeGreaterThanOrEqual(requests);
    expect(calls!.taken).toBe(calls!.spent);
    const answers = kept.reduce((sum, { facts }) => sum + answered(facts), 0);
    const [exact] = await postgres!.query<{ count: string }>(
      `SELECT count(*) FROM der.calls WHERE spent = ${billUsd * 1e9}`,
    );
    expect(Number(exact!.count)).toBeGreaterThanOrEqual(answers);
    // Each answer's time, once.
    const [times] = await postgres!.query<{ count: string }>('SELECT count(*) FROM der.answer_times');
    expect(Number(times!.count)).toBeGreaterThanOrEqual(answers);
    // The others went on.
    expect(traces.length).toBeGreaterThanOrEqual(enough);
    process.stderr.write(
      `${traces.length} answers to ${clients} clients in ${seconds} s, ${broken} broken off; ${calls!.all} calls, ${calls!.open} not settled\n`,
    );
  });

  it('know within a second what a person said of an answer to another one, and know its trace', async () => {
    const [one, other] = replicas.map(({ url }) => url) as [string, string];
    const client = new OpenAI({ baseURL: `${one}/v1`, apiKey: key });
    const id = await asked(client, 'What is a keel?');
    const headers = { authorization: `Bearer ${key}` };
    const trace = await (await fetch(`${other}/v1/der/traces/${id}`, { headers })).json();
    expect(trace).toMatchObject({ id, askedBy: 'Team', question: 'What is a keel?' });
    const rated = await fetch(`${other}/v1/der/traces/${id}/rating`, {
      ...{ method: 'PUT', headers, body: JSON.stringify({ rating: 'up' }) },
    });
    expect(await rated.json()).toEqual({ id, rating: 'up' });
    const [outcome] = await postgres!.query<{ record: string }>('SELECT record FROM der.outcomes');
    expect(JSON.parse(outcome!.record)).toMatchObject({ quality: 1, from: 'rating' });
  });

  it('refuse who has a budget while the database is away, say so, and stay up', async () => {
    const [{ url }] = replicas as [Replica];
    await postgres!.stop();
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
    const error = await asked(client, 'What is a mast?').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 503, code: 'store_away' });
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.stringMatching(/^degraded: The store/)]);
    await postgres!.start();
    expect(await asked(client, 'What is a mast?')).toMatch(/-/);
  });

  it('end by SIGTERM after what runs, with all of it written', async () => {
    const [{ url, running }] = replicas as [Replica];
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key });
    const asking = asked(client, 'What is a rudder?');
    const before = experts!.log.requests.length;
    await vi.waitFor(() => expect(experts!.log.requests.length).toBeGreaterThan(before), 5000);
    running.process.kill('SIGTERM');
    const id = await asking;
    expect((await running.ended).code).toBe(0);
    const [row] = await postgres!.query(`SELECT id FROM der.traces WHERE id = '${id}'`);
    expect(row).toEqual({ id });
  });
});

/** Streams an answer. @returns the trace's id. @throws where the stream broke or its answer is not whole */
async function asked(client: OpenAI, content: string): Promise<string> {
  const stream = await client.chat.completions.create({
    ...{ model: 'der', messages: [{ role: 'user', content }], stream: true },
  });
  let [text, id]: [string, string | undefined] = ['', undefined];
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    id = (chunk as { der?: { trace_id: string } }).der?.trace_id ?? id;
  }
  if (id === undefined || text !== answer) throw new Error('The answer broke off.');
  return id;
}

function answered(facts: string): number {
  return (JSON.parse(facts) as { answered: string[] }).answered.length;
}
