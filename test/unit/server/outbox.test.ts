import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAway, patiently } from '../../../src/server/postgres/away';
import { Outbox } from '../../../src/server/postgres/outbox';
import type { Write } from '../../../src/server/postgres/write';

const away = (): Error => Object.assign(new Error('It restarts.'), { code: '57P01' });
const refused = (): Error => Object.assign(new Error('No such table.'), { code: '42P01' });

const inMemory = { add: () => Promise.resolve(() => Promise.resolve()) };

/** A database that does what it is told, in turn; then it is there. */
function database(faults: (Error | undefined)[]) {
  const rows = new Map<string, number>();
  const run = async ([id]: Write): Promise<void> => {
    await Promise.resolve();
    const fault = faults.shift();
    if (fault) throw fault;
    rows.set(id, (rows.get(id) ?? 0) + 1);
  };
  return { rows, run };
}

describe('writes', () => {
  it('that find the database away are written when it is back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 3 }), async (isAwayThen) => {
        const { rows, run } = database(isAwayThen.map((is) => (is ? away() : undefined)));
        const told: string[] = [];
        const outbox = new Outbox(run, 100, (line) => told.push(line), inMemory);
        await Promise.all(['a', 'b', 'c'].map((id) => outbox.put([id, []])));
        await outbox.close(5000);
        expect([...rows].sort()).toEqual([
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ]);
        expect(told).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  it('that are refused, or too many, are told of', async () => {
    const told: string[] = [];
    const { rows, run } = database([refused(), ...Array.from({ length: 100 }, away)]);
    const outbox = new Outbox(run, 2, (line) => told.push(line), inMemory);
    for (const id of ['a', 'b', 'c', 'd']) await outbox.put([id, []]);
    expect(outbox.size).toBe(2);
    await outbox.close(10);
    expect(told).toEqual([
      'The store refused a write: No such table.',
      'The store is away for so long that 1 writes were lost.',
      'The store is away: 2 writes wait for the next start.',
    ]);
    expect(rows.size).toBe(0);
  });
});

describe('a database', () => {
  it('is away while connections fail or it restarts, and not when it refuses', () => {
    for (const error of [
      away(),
      new Error('Connection terminated'),
      { code: 'ECONNREFUSED' },
      { code: '40001' },
    ])
      expect(isAway(error)).toBe(true);
    for (const error of [refused(), { code: '23505' }, { code: '28P01' }]) expect(isAway(error)).toBe(false);
  });

  it('is waited for as long as somebody has patience', async () => {
    let tries = 0;
    const run = async (): Promise<string> => {
      await Promise.resolve();
      tries += 1;
      if (tries < 3) throw away();
      return 'there';
    };
    expect(await patiently(run, 1000)).toBe('there');
    await expect(patiently(() => Promise.reject(away()), 60)).rejects.toThrow('restarts');
    await expect(patiently(() => Promise.reject(refused()), 1e6)).rejects.toThrow('table');
  });
});
