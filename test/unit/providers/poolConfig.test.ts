import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryId, parsePool, poolJsonSchema } from '../../../src/providers/poolConfig';

const good = { kind: 'ollama', model: 'llama3.1:8b' };

/** The only problem of a pool with this entry and a good one, which must still count. */
function problemOf(entry: unknown): string {
  const { entries, problems } = parsePool([entry, { ...good, id: 'other' }]);
  expect(entries.map(entryId)).toEqual(['other']);
  expect(problems).toHaveLength(1);
  return problems[0]!;
}

describe('a pool', () => {
  it('is a list, or an object with it', () => {
    const list = [good, { kind: 'calculator' }];
    expect(parsePool(list)).toEqual(parsePool({ experts: list }));
    expect(parsePool(list).entries.map(entryId)).toEqual(['llama3.1:8b', 'calculator']);
    expect(parsePool(list).problems).toEqual([]);
  });

  it('takes every field of every kind', () => {
    const model = {
      id: 'a',
      name: 'A',
      paramsB: 8,
      contextTokens: 4096,
      maxAnswerTokens: 512,
      enabled: true,
    };
    const { entries, problems } = parsePool([
      { ...good, ...model, baseUrl: 'http://127.0.0.1:11434', keepAlive: '10m', think: 'low' },
      {
        ...{
          kind: 'openai',
          model: 'm',
          baseUrl: 'https://api.example.com/v1',
          apiKeyName: 'TEAM_KEY',
          ...model,
          id: 'b',
        },
        price: { promptPerMtok: 0.5, answerPerMtok: 1.5 },
        leavesMachine: true,
      },
      { kind: 'workspace', root: 'docs' },
      { kind: 'simulated', student: 'simulated/anna-3b', seed: 7, tokensPerSecond: 100, firstTokenMs: 0 },
    ]);
    expect(problems).toEqual([]);
    expect(entries).toHaveLength(4);
  });

  it('leaves out who is disabled, without a problem', () => {
    expect(parsePool([{ ...good, enabled: false }])).toEqual({ entries: [], problems: [] });
  });

  it.each<[unknown, RegExp]>([
    [{ kind: 'ollama' }, /Expert 1 \("ollama"\): "model" is missing; add it/],
    [{ kind: 'ollama', model: '' }, /"model" must not be empty/],
    [{ kind: 'ollama', model: 7 }, /"model" must be of type string/],
    [{ ...good, baseUrl: 'localhost:11434' }, /"llama3.1:8b".*"baseUrl" must be an address such as/],
    [{ ...good, baseUrl: 'ftp://host' }, /"baseUrl" must be an address/],
    [{ ...good, contextTokens: 0.5 }, /"contextTokens"/],
    [{ ...good, paramsB: -1 }, /"paramsB" must be above 0/],
    [{ ...good, think: 'sometimes' }, /"think"/],
    [{ ...good, modell: 'x' }, /unknown field "modell"; remove it or correct its name/],
    [{ kind: 'openai', model: 'm' }, /"baseUrl" is missing/],
    [
      { kind: 'openai', model: 'm', baseUrl: 'http://h', price: { promptPerMtok: 1 } },
      /"price.answerPerMtok" is missing/,
    ],
    [
      { kind: 'openai', model: 'm', baseUrl: 'http://h', apiKeyName: 'my key!' },
      /"apiKeyName" must be the name of/,
    ],
    [{ kind: 'bedrock', model: 'm' }, /the kind "bedrock" is unknown. Use one of ollama, openai/],
    [{ model: 'm' }, /"kind" is missing/],
    [{ ...good, id: 'stop' }, /"stop" stands for stopping. Give it another "id"/],
    ['llama3', /must be an object/],
    [null, /must be an object/],
  ])('says of %j what is wrong and goes on with the others', (entry, problem) => {
    expect(problemOf(entry)).toMatch(problem);
  });

  it.each<unknown>([
    { kind: 'openai', model: 'm', baseUrl: 'http://h', apiKey: 'hunter2hunter2' },
    { kind: 'openai', model: 'm', baseUrl: 'http://h', apiKeyName: 'sk-proj-hunter2hunter2hunter2' },
    { kind: 'openai', model: 'm', baseUrl: 'https://me:hunter2@h/v1' },
    { kind: 'openai', model: 'm', baseUrl: 'http://h', name: 'Bearer hunter2hunter2hunter2' },
    { kind: 'ollama', model: 'gsk_hunter2hunter2hunter2' },
  ])('neither takes a key nor repeats it: %#', (entry) => {
    const problem = problemOf(entry);
    expect(problem).toMatch(/seems to hold a key.*DER: Set API Key.*apiKeyName/);
    expect(problem).not.toContain('hunter2');
  });

  it('keeps the first of two with the same id', () => {
    const { entries, problems } = parsePool([
      good,
      { ...good, name: 'again' },
      { kind: 'calculator', id: 'llama3.1:8b' },
    ]);
    expect(entries).toHaveLength(1);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/Expert 2 \("again"\): the id "llama3.1:8b" is taken.*another "id"/);
  });

  it.each([7, 'pool', null, undefined, {}, { expert: [] }])('is not %j', (value) => {
    expect(parsePool(value)).toMatchObject({
      entries: [],
      problems: [expect.stringMatching(/list of experts/)],
    });
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.array(fc.record({ kind: fc.constantFrom('ollama', 'openai', 'workspace'), model: fc.anything() })),
        (any, list) => {
          for (const value of [any, [any], list]) {
            const { entries, problems } = parsePool(value);
            if (Array.isArray(value))
              expect(entries.length + problems.length).toBeLessThanOrEqual(value.length);
          }
        },
      ),
    );
  });
});

describe('the JSON schema for the settings', () => {
  const schema = poolJsonSchema() as {
    type: string;
    items: {
      oneOf: { properties: Record<string, { const?: string; description?: string }>; required: string[] }[];
    };
  };

  it('has every kind, with a description on every field, and defaults may be left out', () => {
    const kinds = schema.items.oneOf.map(({ properties }) => properties['kind']!.const);
    expect(kinds).toEqual([
      'ollama',
      'openai',
      'anthropic',
      'editor',
      'editorTool',
      'calculator',
      'workspace',
      'simulated',
    ]);
    for (const { properties, required } of schema.items.oneOf) {
      expect(required).not.toContain('enabled');
      for (const [name, { description }] of Object.entries(properties)) {
        if (name !== 'kind') expect(description, name).toMatch(/\.$/);
      }
    }
  });
});
