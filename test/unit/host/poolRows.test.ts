import { describe, expect, it } from 'vitest';
import type { Skill } from '../../../src/der/estimate/profile';
import { poolRows, withEnabled, withTerms } from '../../../src/host/pool/poolRows';
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
      expert: { provider: 'simulated', simulated: true },
      price: { promptPerMtok: 0, answerPerMtok: 0 },
      skill: { share: 0.4, outcomes: 12, source: 'calibrated' },
    });
    expect(calculator).toEqual({
      id: 'calculator',
      name: 'calculator',
      kind: 'calculator',
      tool: true,
      enabled: false,
    });
    expect(claude).toEqual({
      id: 'claude',
      name: 'claude',
      kind: 'anthropic',
      enabled: true,
      written: { contextTokens: null, price: null },
    });
  });

  it('switch one entry and leave everything else as it was written', () => {
    const off = withEnabled(entries, 'simulated/anna-3b', false);
    expect(off).toEqual([{ ...entries[0], enabled: false }, entries[1], entries[2]]);
    expect(withEnabled(off, 'simulated/anna-3b', true)).toEqual(entries);
    expect(withEnabled(entries, 'calculator', true)[1]).toEqual({ kind: 'calculator' });
  });

  it('say which terms an entry states, and which its kind knows', () => {
    const price = { promptPerMtok: 1, answerPerMtok: 2 };
    const rows = poolRows(
      [
        { kind: 'ollama', model: 'small', contextTokens: 4096 },
        { kind: 'openai', baseUrl: 'http://h/v1', model: 'cloud', price },
        { kind: 'calculator' },
      ],
      [],
      new Map(),
    );
    expect(rows.map(({ written }) => written)).toEqual([
      { contextTokens: 4096 },
      { contextTokens: null, price },
      undefined,
    ]);
  });

  it('change the terms of one entry and nothing else, and take them back', () => {
    const price = { promptPerMtok: 1, answerPerMtok: 2 };
    const changed = withTerms(entries, 'claude', { contextTokens: 200_000, price });
    expect(changed).toEqual([entries[0], entries[1], { ...entries[2], contextTokens: 200_000, price }]);
    expect(withTerms(changed, 'claude', { contextTokens: null, price: null })).toEqual(entries);
  });

  it('refuse terms that the setting would refuse', () => {
    const terms = { contextTokens: 2.5, price: null };
    expect(() => withTerms(entries, 'claude', terms)).toThrow(/"claude".*"contextTokens" must be/);
    expect(() => withTerms(entries, 'simulated/anna-3b', { contextTokens: 4096 })).toThrow(/unknown field/);
  });
});
