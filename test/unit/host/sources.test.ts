import { describe, expect, it } from 'vitest';
import { sourcesAway } from '../../../src/host/setUp/sources';
import { recommendedModel, recommendedModels } from '../../../src/providers/ollama/recommended';
import { defaultTimeouts, type ProviderServices } from '../../../src/providers/services';
import { editorModels } from '../../support/editorModels';

const lent = (change: Partial<ProviderServices>): ProviderServices => ({
  fetch: () => Promise.reject(new Error('Nobody may be asked before the person wants it.')),
  secret: async () => undefined,
  timeouts: defaultTimeouts,
  env: {},
  ...change,
});

describe('sources of experts', () => {
  it('are the services whose keys are known, and no key is told', async () => {
    const sources = await sourcesAway(
      lent({
        secret: async (name) => (name === 'GROQ_API_KEY' ? 'gsk-secret' : undefined),
        env: { ANTHROPIC_API_KEY: 'sk-secret', OPENAI_API_KEY: ' ' },
      }),
    );
    expect(sources).toEqual([
      { id: 'Groq', title: 'Groq', detail: 'the key GROQ_API_KEY is stored', leavesMachine: true },
      {
        id: 'Anthropic',
        title: 'Anthropic',
        detail: 'ANTHROPIC_API_KEY is set in the environment',
        leavesMachine: true,
      },
    ]);
  });

  it("are the editor's own models, of which the first are named", async () => {
    const named = (...names: string[]) =>
      sourcesAway(lent({ editorModels: editorModels('http://127.0.0.1:9', names) }));
    expect(await named('a')).toMatchObject([{ id: 'editor', detail: "Editor's a" }]);
    expect(await named('a', 'b', 'c', 'd', 'e')).toMatchObject([
      { detail: "Editor's a, Editor's b, Editor's c and 2 more" },
    ]);
    expect(await named()).toEqual([]);
  });

  it('do not fail where the editor does', async () => {
    const list = () => Promise.reject(new Error('no models'));
    expect(await sourcesAway(lent({ editorModels: { list } }))).toEqual([]);
  });
});

describe('the recommended model', () => {
  it('is the largest that leaves most of the memory free, and always one', () => {
    expect(recommendedModel(1e9)).toBe(recommendedModels[0]);
    expect(recommendedModel(8e9).model).toBe('llama3.2:3b');
    expect(recommendedModel(16e9).bytes).toBeLessThan(16e9 * 0.3);
    expect(recommendedModel(1e12)).toBe(recommendedModels.at(-1));
  });
});
