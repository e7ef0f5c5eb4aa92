/** The store that servers share, on a real PostgreSQL: each store here is what another server would have. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutcomeRecord } from '../../src/der/estimate/outcomes';
import { seededBy } from '../../src/der/evidence/seeded';
import { nanoOf } from '../../src/server/budget/money';
import { migrate } from '../../src/server/postgres/migrations';
import { postgresStore } from '../../src/server/postgres/postgresStore';
import type { Store } from '../../src/server/store/store';
import { askAs, billedServers, billedTo, keyWith, type Bill } from '../support/budgets';
import { startPostgres, whyNoPostgres, type Postgres } from './postgres';
import { skipped } from './skipped';

const reason = await whyNoPostgres();
const keeping = { days: 30, withText: true };

describe('a store in PostgreSQL', () => {
  skipped(reason);
  let postgres: Postgres;
  let stores: readonly Store[];
  const told: string[] = [];
  let folder = '';

  beforeAll(async () => {
    if (reason !== undefined) return;
    folder = await mkdtemp(join(tmpdir(), 'der-waiting-'));
    postgres = await startPostgres();
    // Servers that start together find no schema, and one of them makes it.
    stores = await Promise.all(
      [1, 2, 3].map(() => postgresStore(postgres.url, keeping, folder, (line) => told.push(line))),
    );
  });

  afterAll(async () => {
    await Promise.all((stores ?? []).map((store) => store.close(0)));
    await postgres?.close();
    if (folder !== '') await rm(folder, { recursive: true, force: true });
  });

  /** What an earlier test wrote is written, also where the machine is so slow that it had to wait. */
  async function written(): Promise<void> {
    await vi.waitFor(
      () => expect(stores.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]),
      {
        timeout: 60_000,
      },
    );
  }

  const outcome = (question: string): OutcomeRecord => ({
    ...{ expert: 'a', question, quality: 1, characters: 3, from: 'rating' },
    at: new Date().toISOString(),
  });

  it('is refused in words where its schema is of a later version, and left alone where a step fails', async () => {
    const url = await postgres.another('later');
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await expect(migrate(client, ['CREATE TABLE der.x ()', 'CREATE TABLE der.x ()'])).rejects.toThrow(
        /exists/,
      );
      await migrate(client, ['CREATE TABLE der.x ()']);
      await migrate(client, ['CREATE TABLE der.x ()', 'CREATE TABLE der.y ()']);
      const later = ['1', '2', '3', '4', '5'].map((name) => `CREATE TABLE der.t${name} ()`);
      await migrate(client, later);
    } finally {
      await client.end();
    }
    await expect(postgresStore(url, keeping, folder, () => undefined)).rejects.toThrow(
      /schema of a later DER \(version 5/,
    );
  });

  it('that cannot be reached is named without its password', async () => {
    const url = 'postgres://der:hunter2@127.0.0.1:1/der';
    vi.useFakeTimers({ toFake: ['performance'] });
    const opening = postgresStore(url, keeping, folder, () => undefined);
    vi.advanceTimersByTime(60_000);
    const error = (await opening.catch((thrown: unknown) => thrown)) as Error;
    vi.useRealTimers();
    expect(error.message).toContain('postgres://127.0.0.1:1/der');
    expect(error.message).not.toContain('hunter2');
  });

  it('tells what one server learned to the others within a second, whatever the question holds', async () => {
    const questions = ['What is a sail?', 'nothing \u0000 and \ud800 and “‘\'";--', '🙂'.repeat(1000)];
    const seen = stores.map(async ({ outcomes }) => {
      const before = performance.now();
      const known = async (): Promise<string[]> => (await outcomes.read()).map(({ question }) => question);
      await vi.waitFor(async () => expect(await known()).toEqual(expect.arrayContaining(questions)), 5000);
      return performance.now() - before;
    });
    for (const question of questions) await stores[0]!.outcomes.rate(randomUUID(), outcome(question));
    for (const ms of await Promise.all(seen)) expect(ms).toBeLessThan(1500);
  });

  it('holds the budgets of 50 keys to the cent, asked of three servers by 100 at once', async () => {
    const bills: Bill[] = [];
    const chance = seededBy('budgets');
    const servers = billedServers(
      stores.map(({ ledger }) => ledger),
      bills,
      () => chance.integer(1e6) / 1e6,
    );
    const cents = Array.from({ length: 50 }, () => chance.integer(8));
    const keys = cents.map((most, index) => keyWith(`key${index}`, most));
    await Promise.all([...keys, ...keys].map((key, index) => askAs(key, servers[index % 3]!, 2)));
    await written();
    const spent = new Map((await stores[1]!.ledger.spent(new Date())).map(({ who, day }) => [who, day]));
    for (const [index, { name }] of keys.entries()) {
      const billed = nanoOf(billedTo(bills, name));
      expect(spent.get(name) ?? 0).toBeLessThanOrEqual(nanoOf(cents[index]! / 100));
      expect(spent.get(name) ?? 0).toBeGreaterThanOrEqual(billed - 10);
    }
    expect(bills.length).toBeGreaterThan(50);
    const [sums] = await postgres.query<{ calls: string; day: string; month: string }>(`SELECT
      (SELECT sum(coalesce(spent, reserved)) FROM der.calls) AS calls,
      (SELECT sum(taken) FROM der.balances WHERE length(period) = 10) AS day,
      (SELECT sum(taken) FROM der.balances WHERE length(period) = 7) AS month`);
    expect(sums!.day).toBe(sums!.calls);
    expect(sums!.month).toBe(sums!.calls);
  });

  it('counts once what is told twice', async () => {
    const [one, other] = [stores[0]!.ledger, stores[1]!.ledger];
    const call = { id: randomUUID(), who: 'Twice', expert: 'a', nano: 700, at: new Date() };
    const budget = { perDay: 1000, perMonth: undefined };
    expect(await Promise.all([one.reserve(call, budget), other.reserve(call, budget)])).toEqual([true, true]);
    expect(await one.left('Twice', budget, call.at)).toBe(300);
    await Promise.all([one.settle(call.id, 400), other.settle(call.id, 400)]);
    await one.settle(call.id, 5);
    await written();
    expect(await one.left('Twice', budget, call.at)).toBe(600);
    const free = { ...call, id: randomUUID(), nano: 50 };
    await Promise.all([one.record(free), other.record(free)]);
    await written();
    expect(await one.left('Twice', budget, call.at)).toBe(550);
    expect(await one.reserve({ ...call, id: randomUUID(), nano: 551 }, budget)).toBe(false);
  });

  it('that restarts loses nothing: budgets wait, outcomes are written when it is back', async () => {
    const [one, other] = stores as [Store, Store];
    const budget = { perDay: 1e9, perMonth: undefined };
    const call = { id: randomUUID(), who: 'Restart', expert: 'a', nano: 10, at: new Date() };
    expect(await one.ledger.reserve(call, budget)).toBe(true);
    await written();
    await postgres.stop();
    await one.outcomes.rate(randomUUID(), outcome('Was it away?'));
    await one.ledger.settle(call.id, 4);
    expect(one.problem).toMatch(/cannot be reached.*2 writes wait/);
    const waiting = one.ledger.reserve({ ...call, id: randomUUID() }, budget);
    await postgres.start();
    expect(await waiting).toBe(true);
    await vi.waitFor(async () => {
      const known = (await other.outcomes.read()).filter(({ question }) => question === 'Was it away?');
      expect(known).toHaveLength(1);
      expect(await other.ledger.left('Restart', budget, call.at)).toBe(1e9 - 14);
      expect(one.problem).toBeUndefined();
    }, 5000);
    expect(told).toEqual([]);
  });

  it('that stays away lets nothing be spent', async () => {
    await postgres.stop();
    const call = { id: randomUUID(), who: 'Away', expert: 'a', nano: 10, at: new Date() };
    const reserved = stores[0]!.ledger.reserve(call, { perDay: 1e9, perMonth: undefined });
    await expect(reserved).rejects.toThrow();
    await postgres.start();
  });

  it('is written to by the next server where one was killed while it was away', async () => {
    await stores[0]!.ledger.left('Killed', { perDay: 1, perMonth: 1 }, new Date());
    await written();
    await postgres.stop();
    const [id, question] = [randomUUID(), 'Was the server killed?'];
    // What this server holds in memory is not looked at again: its file is.
    await stores[0]!.outcomes.rate(id, outcome(question));
    expect((await readdir(folder)).length).toBe(1);
    await postgres.start();
    const next = await postgresStore(postgres.url, keeping, folder, (line) => told.push(line));
    const known = (await next.outcomes.read()).filter((one) => one.question === question);
    expect(known).toHaveLength(1);
    await next.close(1000);
    await written();
    expect(await readdir(folder)).toEqual([]);
  });
});
