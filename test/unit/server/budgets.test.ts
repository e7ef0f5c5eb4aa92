import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededBy, type Seeded } from '../../../src/der/evidence/seeded';
import { Balances } from '../../../src/server/budget/balances';
import { nanoOf, usdOf } from '../../../src/server/budget/money';
import { keptBalances } from '../../../src/server/budget/spendingFile';
import { askAs, billedServers, billedTo, keyWith, type Bill } from '../../support/budgets';

describe('budgets', () => {
  it('of 50 keys hold to the cent under 100 requests at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 50, maxLength: 50 }),
        async (seed, cents) => {
          const [bills, chance]: [Bill[], Seeded] = [[], seededBy(String(seed))];
          const ledger = new Balances();
          const [serving] = billedServers([ledger], bills, () => chance.integer(1e6) / 1e6);
          const keys = cents.map((most, index) => keyWith(`key${index}`, most));
          await Promise.all([...keys, ...keys].map((key) => askAs(key, serving!, 3)));
          const spent = new Map((await ledger.spent(new Date())).map(({ who, day }) => [who, day]));
          for (const [index, { name }] of keys.entries()) {
            const billed = billedTo(bills, name);
            expect(billed).toBeLessThanOrEqual(cents[index]! / 100 + 1e-9);
            expect(spent.get(name) ?? 0).toBeLessThanOrEqual(nanoOf(cents[index]! / 100));
            // Nothing that was billed is missing: what died counts as the most that it could cost.
            expect(usdOf(spent.get(name) ?? 0)).toBeGreaterThanOrEqual(billed - 1e-9);
          }
          // They were used: a call costs about half a cent.
          if (cents.some((most) => most > 1)) expect(bills.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('are kept over a restart, and a call that nothing was heard of counts as what it could cost', async () => {
    const home = await mkdtemp(join(tmpdir(), 'der-spending-'));
    const env = { DER_HOME: home };
    const [now, budget] = [new Date(), { perDay: 1000, perMonth: 1500 }];
    const call = (id: number, nano: number) => ({
      ...{ id: `00000000-0000-4000-8000-00000000000${id}`, who: 'Ada', expert: 'a', nano, at: now },
    });
    try {
      const first = await keptBalances(env, now);
      expect(await first.reserve(call(1, 600), budget)).toBe(true);
      expect(await first.reserve(call(2, 600), budget)).toBe(false);
      await first.settle(call(1, 600).id, 100);
      await first.settle(call(1, 600).id, 50);
      expect(await first.reserve(call(3, 700), budget)).toBe(true);
      const second = await keptBalances(env, now);
      expect(await second.left('Ada', budget, now)).toBe(200);
      expect(await second.left('Bob', budget, now)).toBe(1000);
      const tomorrow = new Date(now.getTime() + 86_400_000);
      if (tomorrow.getUTCMonth() === now.getUTCMonth())
        expect(await second.left('Ada', budget, tomorrow)).toBe(700);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });

  it('take nothing where what was reserved cannot be written down', async () => {
    const broken = new Balances(() => Promise.reject(new Error('The disk is full.')));
    const call = { id: 'x', who: 'Ada', expert: 'a', nano: 5, at: new Date() };
    const budget = { perDay: 10, perMonth: undefined };
    await expect(broken.reserve(call, budget)).rejects.toThrow(/full/);
    expect(await broken.left('Ada', budget, new Date())).toBe(10);
  });

  it('count money exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (nano) => {
        expect(nanoOf(usdOf(nano))).toBe(nano);
      }),
    );
    expect(nanoOf(0.1 + 0.2)).toBe(300_000_000);
    expect(nanoOf(Infinity)).toBe(Infinity);
  });
});
