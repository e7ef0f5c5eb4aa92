import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalogue, modelRow, offerRow, shippedCatalogue } from '../../../src/providers/catalogue/catalogue';
import { readName } from '../../../src/providers/catalogue/names';
import type { ModelFacts } from '../../../src/der/core/modelFacts';

const shipped = await shippedCatalogue();
const nameOf = (model: string, sizeB?: number) => shipped.factsOf(model, sizeB)?.name;

function catalogueOf(facts: readonly ModelFacts[], offers: Record<string, string[]> = {}): Catalogue {
  return new Catalogue({ sources: [], models: facts.map(modelRow), offers });
}

describe('the catalogue', () => {
  it.each([
    ['qwen2.5-coder:7b-instruct-q4_K_M', 'qwen2.5-coder-7b'],
    ['hf.co/bartowski/Qwen2.5-Coder-7B-Instruct-GGUF:Q4_K_M', 'qwen2.5-coder-7b'],
    ['meta-llama/Llama-3.1-70B-Instruct', 'llama-3.1-70b'],
    ['Meta-Llama-3_1-70B-Instruct', 'llama-3.1-70b'],
    ['accounts/fireworks/models/llama-v3p1-70b-instruct', 'llama-3.1-70b'],
    ['llama3.1:8b-instruct-fp16', 'llama-3.1-8b'],
    ['us.anthropic.claude-3-5-haiku-20241022-v1:0', 'claude-3-5-haiku-20241022'],
    ['anthropic/claude-3-5-haiku-20241022', 'claude-3-5-haiku-20241022'],
    ['gpt-4.1-mini', 'gpt-4.1-mini'],
    ['gpt-4.1-mini-2025-04-14', 'gpt-4.1-mini'],
    ['mlx-community/Mistral-7B-Instruct-v0.2-4bit', 'mistral-7b-v0.2'],
    ['Llama-4-Scout-17B-16E-Instruct', 'llama-4-scout'],
    ['gpt-oss:120b-cloud', 'gpt-oss-120b'],
  ])('knows %s', (model, name) => {
    expect(nameOf(model)).toBe(name);
    expect(shipped.factsOf(model)).not.toHaveProperty('ofBase');
  });

  it('takes a tuned copy for its base, without what the base has reached', () => {
    expect(shipped.factsOf('dolphin-2.9-llama3-8b')).toMatchObject({ name: 'llama-3-8b', ofBase: true });
    const tuned = shipped.factsOf('llama-3.1-8b-instruct-abliterated');
    expect(tuned).toMatchObject({ name: 'llama-3.1-8b', ofBase: true });
    expect(tuned?.standing).toBeUndefined();
  });

  it('asks the size where the name leaves several', () => {
    expect(nameOf('llama3.2')).toBeUndefined();
    expect(nameOf('llama3.2', 3.2)).toBe('llama-3.2-3b');
    expect(nameOf('llama3.2', 1.2)).toBe('llama-3.2-1b');
    expect(nameOf('llama3.1:8b', 70)).toBeUndefined();
  });

  it.each(['qwen9-7b', 'llama-3.1-9b', 'phi-3-vision', 'my-model', 'keeper:3b', '', '/:@', '7b'])(
    'guesses nothing of %s',
    (model) => expect(shipped.factsOf(model)).toBeUndefined(),
  );

  it('knows nothing where two models fit', () => {
    const [one, other] = [{ name: 'alpha-2-7b' }, { name: 'gamma2-7b' }];
    const both = catalogueOf([one, other]);
    expect(both.factsOf('alpha-2-7b-gamma2')).toBeUndefined();
    expect(catalogueOf([one]).factsOf('alpha-2-7b-gamma')?.name).toBe('alpha-2-7b');
  });

  it('reads back what it writes', () => {
    const facts: ModelFacts = {
      ...{
        name: 'alpha-7b',
        family: 'alpha',
        released: '2024-09',
        paramsB: 7.6,
        activeB: 1.5,
        madeFor: 'code',
      },
      ...{ usdPerMtok: 0.3, thinks: true, standing: { short: 0.25, program: -0.5, open: 0 } },
    };
    expect(catalogueOf([facts]).factsOf('Alpha-7B')).toEqual(facts);
    const offer = {
      ...{ price: { promptPerMtok: 0.5, answerPerMtok: 2 }, contextTokens: 9000, maxAnswerTokens: 100 },
      ...{ images: true, thinks: false, updated: '2026-05-07' },
    };
    const offering = catalogueOf([], { here: [offerRow('alpha-7b', offer)] });
    expect(offering.offerOf('here', 'alpha-7b')).toEqual(offer);
    expect(offering.offerOf('there', 'alpha-7b')).toBeUndefined();
    expect(offering.offerOf('here', 'alpha-8b')).toBeUndefined();
  });

  it('has a source with date and licence for everything, and no name twice', () => {
    const names = new Set<string>();
    expect(shipped.sources.length).toBeGreaterThan(2);
    for (const { name, date, licence } of shipped.sources) {
      expect([name, date, licence].every(Boolean)).toBe(true);
      expect(names.has(name)).toBe(false);
      names.add(name);
    }
  });

  it('does not mind how a name is packed, and bears any text', () => {
    const packing = fc.constantFrom('-GGUF', ':Q4_K_M', '-q8_0', '-AWQ', ':latest', '-Instruct', '@fp8');
    const prefix = fc.constantFrom('hf.co/somebody/', 'openrouter/', 'models/', '');
    fc.assert(
      fc.property(prefix, fc.array(packing, { maxLength: 4 }), (before, after) => {
        expect(nameOf(`${before}Qwen2.5-7B${after.join('')}`)).toBe('qwen2.5-7b');
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void shipped.factsOf(text)));
    expect(readName('a1-'.repeat(100_000))).toBeUndefined();
  });
});
