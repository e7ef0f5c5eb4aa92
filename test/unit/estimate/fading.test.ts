/** Old outcomes fade, and those of a model that was replaced under its name count less: whatever the clock says. */
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetVersions, modelVersions, noticeVersions } from '../../../src/der/estimate/modelVersions';
import { keepOutcomes, type OutcomeRecord } from '../../../src/der/estimate/outcomes';
import { outcomeWeights } from '../../../src/der/estimate/outcomeWeights';
import { datedName } from '../../../src/providers/wire/datedName';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-versions-'))));
afterAll(() => rm(folder, { recursive: true }));

const day = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-01T10:00:00.000Z');
const record = (more: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  expert: 'a',
  question: 'Why?',
  quality: 1,
  characters: 10,
  from: 'calibrate',
  at: new Date(now).toISOString(),
  ...more,
});
const weightOf = (one: OutcomeRecord, versions = new Map()) => outcomeWeights([one], { now, versions })[0]!;
const daysAgo = (days: number) => record({ at: new Date(now - days * day).toISOString() });

describe('outcomes', () => {
  it('count for half after a year, and never for less than a quarter', () => {
    expect(weightOf(daysAgo(0))).toBe(1);
    expect(weightOf(daysAgo(30))).toBeGreaterThan(0.94);
    expect(weightOf(daysAgo(365))).toBeCloseTo(0.5);
    expect(weightOf(daysAgo(20_000))).toBe(0.25);
  });

  it('of the future are new: a clock that goes back takes nothing away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (days) => {
        expect(weightOf(daysAgo(-days))).toBe(1);
      }),
    );
  });

  it('of an earlier model count for a third; what was kept before versions were known is of the first', () => {
    const versions = new Map([['a', { first: 'v1', current: 'v2' }]]);
    expect(weightOf(record({ version: 'v2' }), versions)).toBe(1);
    expect(weightOf(record({ version: 'v1' }), versions)).toBeCloseTo(1 / 3);
    expect(weightOf(record(), versions)).toBeCloseTo(1 / 3);
    expect(weightOf(record({ expert: 'b' }), versions)).toBe(1);
    expect(weightOf(record(), new Map([['a', { first: 'v1', current: 'v1' }]]))).toBe(1);
  });
});

describe('versions of models', () => {
  it('are forgotten with all that was learned, also where there are none', async () => {
    const env = { DER_HOME: join(folder, 'forgotten') };
    await forgetVersions(env);
    await noticeVersions(env, [{ expert: 'a', version: 'v1' }]);
    await forgetVersions(env);
    expect(await modelVersions(env)).toEqual(new Map());
    expect(await noticeVersions(env, [{ expert: 'a', version: 'v2' }])).toEqual([]);
  });

  it('are kept when they change, and tell who was another model before', async () => {
    const env = { DER_HOME: join(folder, 'kept') };
    expect(await noticeVersions(env, [{ expert: 'a', version: 'v1' }])).toEqual([]);
    expect(await noticeVersions(env, [{ expert: 'a', version: 'v1' }])).toEqual([]);
    await keepOutcomes(env, [record({ version: 'v2' }), record({ expert: 'b' })]);
    expect(await modelVersions(env)).toEqual(new Map([['a', { first: 'v1', current: 'v2' }]]));
    expect(await noticeVersions(env, [{ expert: 'a', version: 'v3' }])).toEqual(['a']);
    expect((await modelVersions(env)).get('a')).toEqual({ first: 'v1', current: 'v3' });
  });

  it('in a file that is torn, odd or huge cost nothing but themselves', async () => {
    const env = { DER_HOME: folder };
    const file = join(folder, 'versions.jsonl');
    await writeFile(
      file,
      '{"expert":"a","version":"v1"}\nnull\n{"expert":"a","version":7}\n{"version":"x"}\n',
    );
    await appendFile(file, `{"expert":"a","version":"${'x'.repeat(50_000)}"}\n{"expert":"b","vers`);
    expect(await modelVersions(env)).toEqual(new Map([['a', { first: 'v1', current: 'v1' }]]));
    await noticeVersions(env, [{ expert: 'b', version: 'v9' }]);
    expect((await modelVersions(env)).get('b')).toEqual({ first: 'v9', current: 'v9' });
    expect(await modelVersions({ DER_HOME: join(folder, 'nowhere') })).toEqual(new Map());
  });
});

describe('the dated name in a reply', () => {
  it.each([
    ['gpt-4o', 'gpt-4o-2024-08-06', true],
    ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet-20241022', true],
    ['gpt-4o', 'gpt-4o', false],
    ['gpt-4o', 'gpt-4o-mini', false],
    ['openrouter/auto', 'anthropic/claude-3', false],
    ['gpt-4o', 42, false],
    ['gpt-4o', `gpt-4o-${'1'.repeat(1000)}`, false],
  ])('of %s that says %s: %s', (asked, replied, is) => {
    expect(datedName(asked, replied)).toBe(is ? replied : undefined);
  });
});
