import { describe, expect, it } from 'vitest';
import { parsePool } from '../../../src/providers/poolConfig';
import { buildPool } from '../../../src/providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../../src/providers/services';

const services: ProviderServices = {
  fetch: () => Promise.reject(new Error('Nobody may be asked while the pool is made.')),
  secret: (name) => Promise.resolve(name === 'STORED' ? 'k' : undefined),
  timeouts: defaultTimeouts,
  env: { IN_ENVIRONMENT: 'k', BLANK: ' ' },
};

const gateway = { kind: 'openai', baseUrl: 'https://gateway.example/v1' };

describe('a pool', () => {
  it('takes a key from the secrets or the environment, and leaves out who lacks one, saying what to do', async () => {
    const keys = ['STORED', 'IN_ENVIRONMENT', 'ABSENT', 'BLANK'];
    const { entries } = parsePool(keys.map((key) => ({ ...gateway, model: `of ${key}`, apiKeyName: key })));
    const { experts, problems } = await buildPool(entries, services);
    expect(experts.map(({ id }) => id)).toEqual(['of STORED', 'of IN_ENVIRONMENT']);
    expect(problems).toEqual(
      ['ABSENT', 'BLANK'].map(
        (key) =>
          `Expert "of ${key}": the key "${key}" is missing. Store it with "DER: Set API Key", ` +
          `or set the environment variable ${key}.`,
      ),
    );
  });

  it('leaves out a simulated student that nobody knows, naming those there are', async () => {
    const { entries } = parsePool([{ kind: 'simulated', student: 'zoe' }, { kind: 'calculator' }]);
    const { experts, problems } = await buildPool(entries, services);
    expect(experts.map(({ id }) => id)).toEqual(['calculator']);
    expect(problems).toEqual([expect.stringMatching(/"zoe".*Use one of simulated\/anna-3b/)]);
  });
});
