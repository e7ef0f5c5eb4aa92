import { describe, expect, it, vi } from 'vitest';
import { Chain } from '../../../src/cli/terminal/chain';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { isModel, summaryOf, type Expert } from '../../../src/der/core/experts';
import { priorRate } from '../../../src/der/estimate/profile';
import { check } from '../../../src/host/diagnose/check';
import { settings } from '../../../src/host/diagnose/findings';
import { report } from '../../../src/host/diagnose/report';
import type { HostContext } from '../../../src/host/context';
import { discoverExperts } from '../../../src/host/pool/discoveredExperts';
import { chosenPool, identity, poolChoices } from '../../../src/host/pool/poolChoices';
import { poolRows } from '../../../src/host/pool/poolRows';
import { checkKey, usualNameOf } from '../../../src/host/setUp/keyCheck';
import { sourcesAway } from '../../../src/host/setUp/sources';
import { defaultPool } from '../../../src/providers/defaultPool';
import { kinds } from '../../../src/providers/kinds';
import { keyedServices, kindOf } from '../../../src/providers/knownKinds';
import { parsePool, poolJsonSchema, type PoolEntryInput } from '../../../src/providers/poolConfig';
import { buildPool } from '../../../src/providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../../src/providers/services';
import { placeWords } from '../../../src/webview/pool/expertText';
import { priceWords } from '../../../src/webview/pool/poolText';
import { untrainedSkill } from '../../../src/learn/untrained';
import type * as Kinds from '../../../src/providers/kinds';

vi.mock('vscode', () => ({}));

// A kind that nobody thought of: a folder (test/support/madeUp), and this line in the list.
vi.mock('../../../src/providers/kinds', async (actual) => {
  const { kinds } = await actual<typeof Kinds>();
  const { made } = await import('../../../src/providers/kind');
  const { oracleKind } = await import('../../support/madeUp/kind');
  return {
    kinds: [
      ...kinds,
      made(oracleKind, async () => (await import('../../support/madeUp/provider')).oracleExpert),
    ],
  };
});

const services: ProviderServices = {
  fetch: () => Promise.reject(new TypeError('fetch failed')),
  secret: () => Promise.resolve(undefined),
  timeouts: defaultTimeouts,
  env: { DELPHI_KEY: 'k', ORACLE_HOST: 'delphi.example' },
};
const at = (shrine: string) => ({ kind: 'oracle', shrine }) as unknown as PoolEntryInput;
const entry = at('Dodona');

async function oracle(): Promise<Expert> {
  const { experts, problems } = await buildPool(parsePool([entry]).entries, services);
  expect(problems).toEqual([]);
  return experts[0]!;
}

describe('a kind of expert that is one folder and one line', () => {
  it('is in the schema of the setting, and read by it', () => {
    expect(JSON.stringify(poolJsonSchema())).toContain('"shrine"');
    expect(parsePool([entry])).toMatchObject({
      entries: [{ shrine: 'Dodona', enabled: true }],
      problems: [],
    });
    expect(parsePool([{ kind: 'oracle' }]).problems[0]).toContain('"shrine" is missing');
    expect(parsePool([{ kind: 'sibyl' }]).problems[0]).toMatch(/Use one of .*oracle/);
  });

  it('can be picked, is known again where it is configured, and joins by itself where its kind says so', async () => {
    const { offered, problems } = await discoverExperts(services, false);
    expect(problems).toContain('Delphi: closed in winter.');
    const choices = poolChoices([entry], offered);
    expect(choices.find(({ label }) => label === 'Dodona')).toMatchObject({ configured: true, picked: true });
    expect(poolChoices(undefined, offered).find(({ label }) => label === 'Siwa')).toMatchObject({
      picked: true,
    });
    expect(chosenPool(choices, new Set())).toEqual([{ ...entry, enabled: false }]);
    expect(identity(entry)).not.toBe(identity(at('Siwa')));
    expect((await defaultPool(services)).entries).toContainEqual({
      kind: 'oracle',
      shrine: 'Siwa',
      enabled: true,
    });
    expect((await discoverExperts(services, true)).offered.map(({ label }) => label)).not.toContain('Siwa');
  });

  it('is set up by the key of its service', async () => {
    expect(keyedServices().map(({ name }) => name)).toContain('Delphi');
    expect(usualNameOf('pythia-1')).toBe('DELPHI_KEY');
    expect(await checkKey(services, 'DELPHI_KEY', 'pythia-1')).toEqual({ state: 'works' });
    expect(await checkKey(services, 'DELPHI_KEY', 'pythia-2')).toMatchObject({ state: 'refused' });
    expect(await sourcesAway(services)).toContainEqual({
      id: 'Delphi',
      title: 'Delphi',
      detail: 'DELPHI_KEY is set in the environment',
      leavesMachine: true,
    });
  });

  it('is a row of the panel, in the panel’s words for what it is', async () => {
    const [row] = poolRows([entry], [await oracle()], new Map());
    expect(row).toMatchObject({ id: 'Dodona', name: 'Oracle of Dodona', kind: 'oracle', tool: true });
    expect(placeWords(row!.expert!)).toBe('built in');
    expect(priceWords(row!)).toBeUndefined();
    expect(poolRows([{ ...entry, enabled: false }], [], new Map())[0]).toMatchObject({ tool: true });
  });

  it('is diagnosed', async () => {
    const context = {
      settings: { current: { knobs: defaultKnobs, limits: {}, timeouts: {}, problems: [] } },
      services: () => services,
      keys: { names: [] },
    } as unknown as HostContext;
    const found = settings(context);
    expect(found).toContainEqual(['ORACLE_HOST', 'set']);
    expect(found).toContainEqual(['keys by name', 'DELPHI_KEY (environment)']);
    const expert = await oracle();
    const result = await check(expert, new AbortController().signal);
    const text = report({
      machine: [],
      networks: [],
      settings: found,
      experts: [{ expert, result }],
      problems: [],
    });
    expect(text).toMatch(/\| Oracle of Dodona \| oracle \| leaves this machine \|.*\| ✓ answered in/);
  });

  it('is told of in the terminal', async () => {
    const pool = [summaryOf({ ...(await oracle()), name: 'Dodona' })];
    const chain = new Chain({ width: 80, color: false });
    const models = { version: '1', trained: true, sha256: {} };
    const started = {
      type: 'started',
      id: 'r',
      startedAt: '',
      question: 'Shall I?',
      knobs: defaultKnobs,
    } as const;
    expect(chain.render({ ...started, models, pool })).toContain('The experts are simulated');
  });

  it('counts as what it says to the engine', async () => {
    const expert = await oracle();
    expect(priorRate(expert, untrainedSkill)).toBe(0.42);
    expect(isModel(summaryOf(expert))).toBe(false);
  });
});

describe('the kinds of experts', () => {
  it('are found by their names, which their schemas have', () => {
    for (const { traits, schema } of kinds) {
      expect(kindOf(traits.provider).schema).toBe(schema);
      expect(schema.shape.kind.value).toBe(traits.provider);
    }
    expect(() => kindOf('sibyl')).toThrow(/no kind of expert "sibyl"/);
  });
});
