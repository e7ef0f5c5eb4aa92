import { describe, expect, it } from 'vitest';
import { discoverExperts } from '../../src/host/pool/discoveredExperts';
import { defaultTimeouts, type ProviderServices } from '../../src/providers/services';
import { startOllamaServer } from '../support/ollamaServer';

const services = (env: ProviderServices['env'], keys: Record<string, string> = {}): ProviderServices => ({
  fetch,
  secret: (name) => Promise.resolve(keys[name]),
  timeouts: defaultTimeouts,
  env,
});

describe('what Configure Experts offers', () => {
  it('is the tools, Ollama’s chat models and the simulated experts; only what stays here joins by itself', async () => {
    const server = await startOllamaServer({
      models: [
        { name: 'here:1b', paramsB: 1.2 },
        { name: 'reads-only:1b', capabilities: ['embedding'] },
        { name: 'away:cloud', remote: { model: 'away', host: 'https://ollama.com' } },
      ],
    });
    const { offered, problems } = await discoverExperts(services({ OLLAMA_HOST: server.url }), false);
    await server.close();
    expect(problems).toEqual([]);
    const real = offered.filter(({ entry }) => entry.kind !== 'simulated');
    expect(real.map(({ label, joinsByItself }) => [label, joinsByItself]).sort()).toEqual([
      ['Calculator', true],
      ['Workspace', true],
      ['away:cloud', false],
      ['here:1b', true],
    ]);
    expect(real.find(({ label }) => label === 'here:1b')?.description).toBe('Ollama, 1.2 B parameters');
    expect(real.find(({ label }) => label === 'away:cloud')?.description).toMatch(
      /text leaves this machine$/,
    );
    expect(offered.filter(({ entry }) => entry.kind === 'simulated').some((one) => one.joinsByItself)).toBe(
      false,
    );
  });

  it('asks the services whose keys are known, unless everything is to stay here', async () => {
    const asked: string[] = [];
    const listening: ProviderServices = {
      ...services(
        { OLLAMA_HOST: '127.0.0.1:59999', GROQ_API_KEY: 'of the environment' },
        { OPENAI_API_KEY: 'stored', ANTHROPIC_API_KEY: 'stored too' },
      ),
      fetch: async (input, init) => {
        const { url, headers } = new Request(input, init);
        if (url.includes('127.0.0.1')) throw new TypeError('fetch failed');
        asked.push(`${url} ${headers.get('authorization') ?? headers.get('x-api-key')}`);
        return Response.json({
          object: 'list',
          data: [{ id: 'model-of-it', display_name: 'Its name', object: 'model' }],
        });
      },
    };
    const { offered } = await discoverExperts(listening, false);
    expect(asked.sort()).toEqual([
      'https://api.anthropic.com/v1/models?limit=100 stored too',
      'https://api.groq.com/openai/v1/models Bearer of the environment',
      'https://api.openai.com/v1/models Bearer stored',
    ]);
    expect(offered.filter(({ label }) => label === 'model-of-it').map(({ entry }) => entry)).toEqual([
      {
        kind: 'openai',
        baseUrl: 'https://api.openai.com/v1',
        model: 'model-of-it',
        apiKeyName: 'OPENAI_API_KEY',
      },
      {
        kind: 'openai',
        baseUrl: 'https://api.groq.com/openai/v1',
        model: 'model-of-it',
        apiKeyName: 'GROQ_API_KEY',
      },
    ]);
    expect(offered.find(({ label }) => label === 'Its name')?.entry).toEqual({
      kind: 'anthropic',
      model: 'model-of-it',
    });
    asked.length = 0;
    await discoverExperts(listening, true);
    expect(asked).toEqual([]);
  });

  it('goes on without those who do not answer, and says why', async () => {
    const { offered, problems } = await discoverExperts(services({ OLLAMA_HOST: '127.0.0.1:59999' }), false);
    expect(offered.map(({ label }) => label)).toContain('Calculator');
    expect(problems).toEqual([expect.stringMatching(/not running at http:\/\/127\.0\.0\.1:59999/)]);
  });
});

it.each([
  ['fails', () => Promise.reject(new Error('not now'))],
  ['is silent', () => new Promise<never>(() => {})],
])('an editor that %s costs a problem, never the others', async (_, list) => {
  const lent = { ...services({ OLLAMA_HOST: '127.0.0.1:59999' }), editorModels: { list } };
  const { offered, problems } = await discoverExperts(lent, false);
  expect(offered.map(({ label }) => label)).toContain('Calculator');
  expect(problems).toContainEqual(expect.stringContaining('did not list its language models'));
});
