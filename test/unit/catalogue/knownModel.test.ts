import { describe, expect, it } from 'vitest';
import { withKnownModel } from '../../../src/providers/catalogue/knownModel';
import { poolEntrySchema, type PoolEntryInput } from '../../../src/providers/poolConfig';
import { expert } from '../learnedSupport';
import type { Expert } from '../../../src/der/core/experts';

const unknown: Partial<Expert> = { costEstimated: true, leavesMachine: true };
const known = (entry: PoolEntryInput, more: Partial<Expert> = unknown) =>
  withKnownModel(expert('it', 70, more), poolEntrySchema.parse(entry));

describe('an expert whose model the catalogue knows', () => {
  const entry = { kind: 'openai', baseUrl: 'https://api.openai.com/v1', model: 'gpt-4.1-mini' } as const;

  it('has price, context and output limit of its service, and says of which day', async () => {
    const one = await known(entry);
    expect(one.price).toEqual({ promptPerMtok: 0.4, answerPerMtok: 1.6 });
    expect(one).toMatchObject({ contextTokens: 1_047_576, maxAnswerTokens: 32_768, costEstimated: true });
    expect(one.costB).toBeCloseTo(128);
    expect(one.listed).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(one.facts).toMatchObject({ name: 'gpt-4.1-mini', released: '2025-04' });
  });

  it('keeps what the person writes', async () => {
    const price = { promptPerMtok: 1, answerPerMtok: 1 };
    const one = await known(entry, { ...unknown, price, contextTokens: 5_000 });
    expect(one).toMatchObject({ price, contextTokens: 5_000 });
    expect(one.listed).toBeUndefined();
  });

  it('has no price where the address is of another service, a proxy for instance', async () => {
    const one = await known({ ...entry, baseUrl: 'https://llm.example.com/v1' });
    expect(one.price).toBeUndefined();
    expect(one.costB).toBe(70);
    expect(one.facts?.name).toBe('gpt-4.1-mini');
  });

  it('is as its server says where that is known', async () => {
    const one = await known({ kind: 'ollama', model: 'qwen2.5' }, { costEstimated: false, costB: 7.6 });
    expect(one).toMatchObject({ costB: 7.6, facts: { name: 'qwen2.5-7b' } });
    const tool = await known({ kind: 'calculator' }, {});
    expect(tool.facts).toBeUndefined();
  });
});
