import { describe, expect, it } from 'vitest';
import { chosenPool, poolChoices, type Offered } from '../../../src/host/pool/poolChoices';
import { parsePool, type PoolEntryInput } from '../../../src/providers/poolConfig';

const offered: Offered[] = [
  {
    entry: { kind: 'calculator' },
    source: 'built in',
    label: 'Calculator',
    description: '',
    joinsByItself: true,
  },
  {
    entry: { kind: 'ollama', model: 'small:1b' },
    source: 'Ollama',
    label: 'small:1b',
    description: '',
    joinsByItself: true,
  },
  {
    entry: { kind: 'ollama', model: 'big:cloud' },
    source: 'Ollama',
    label: 'big:cloud',
    description: '',
    joinsByItself: false,
  },
];
const picked = (configured: readonly PoolEntryInput[] | undefined) =>
  poolChoices(configured, offered).filter((choice) => choice.picked);

describe('poolChoices', () => {
  it('starts with what joins by itself, when nothing is configured', () => {
    expect(picked(undefined).map(({ label }) => label)).toEqual(['Calculator', 'small:1b']);
  });

  it('starts with what is configured, and offers the rest unpicked', () => {
    const configured: PoolEntryInput[] = [
      { kind: 'ollama', model: 'small:1b', paramsB: 2 },
      { kind: 'ollama', model: 'gone:1b', enabled: false },
    ];
    expect(picked(configured).map(({ entry }) => entry)).toEqual([configured[0]]);
    expect(poolChoices(configured, offered).map(({ label }) => label)).toEqual([
      'small:1b',
      'gone:1b',
      'Calculator',
      'big:cloud',
    ]);
  });
});

describe('chosenPool', () => {
  it('keeps what was written about an expert, disabled when it is left out', () => {
    const configured: PoolEntryInput[] = [
      { kind: 'ollama', model: 'small:1b', paramsB: 2 },
      { kind: 'ollama', model: 'gone:1b', enabled: false },
    ];
    const choices = poolChoices(configured, offered);
    const pool = chosenPool(choices, new Set([choices[1]!, choices[2]!]));
    expect(pool).toEqual([
      { kind: 'ollama', model: 'small:1b', paramsB: 2, enabled: false },
      { kind: 'ollama', model: 'gone:1b' },
      { kind: 'calculator' },
    ]);
    expect(parsePool(pool).problems).toEqual([]);
  });
});
