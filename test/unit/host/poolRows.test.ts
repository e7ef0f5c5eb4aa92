import { describe, expect, it } from 'vitest';
import type { Skill } from '../../../src/der/profile';
import { poolRows, withEnabled } from '../../../src/host/setUp/poolRows';
import { parsePool, type PoolEntryInput } from '../../../src/providers/poolConfig';
import { buildPool } from '../../../src/providers/registry';
import { defaultTimeouts } from '../../../src/providers/services';

const entries: PoolEntryInput[] = [
  { kind: 'simulated', student: 'simulated/anna-3b', seed: 7 },
  { kind: 'calculator', enabled: false },
  { kind: 'anthropic', model: 'claude' },
];
const lent = { fetch, secret: async () => undefined, timeouts: defaultTimeouts, env: {} };
const skill: Skill = {
  mean: 0.5,
  overall: 0.4,
  evidence: 12,
  nearby: 1,
  logLength: 0,
  source: 'calibrated',
};

describe('the rows of the pool editor', () => {
  it('are the entries as they are written, whoever of them could be made', async () => {
    const { experts } = await buildPool(parsePool(entries).entries, lent);
    const [anna, calculator, claude] = poolRows(entries, experts, new Map([['simulated/anna-3b', skill]]));
    expect(anna).toMatchObject({
      name: 'anna-3b (simulated)',
      enabled: true,
      expert: { provider: 'simulated' },
      price: { promptPerMtok: 0, answerPerMtok: 0 },
      skill: { share: 0.4, outcomes: 12, source: 'calibrated' },
    });
    expect(calculator).toEqual({ id: 'calculator', name: 'calculator', kind: 'calculator', enabled: false });
    expect(claude).toEqual({ id: 'claude', name: 'claude', kind: 'anthropic', enabled: true });
  });

  it('switch one entry and leave everything else as it was written', () => {
    const off = withEnabled(entries, 'simulated/anna-3b', false);
    expect(off).toEqual([{ ...entries[0], enabled: false }, entries[1], entries[2]]);
    expect(withEnabled(off, 'simulated/anna-3b', true)).toEqual(entries);
    expect(withEnabled(entries, 'calculator', true)[1]).toEqual({ kind: 'calculator' });
  });
});
