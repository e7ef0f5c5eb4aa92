/** What was learned can be taken back, and brought in from elsewhere, without losing or doubling anything. */
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetOutcomes, importOutcomes } from '../../src/der/estimate/forgetting';
import { readOutcomes, type OutcomeRecord } from '../../src/der/estimate/outcomes';
import { goesWith, learnedTree } from '../../src/host/learned/learnedTree';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-forget-'));
});
afterAll(() => rm(folder, { recursive: true }));

const record = (expert: string, question: string, more: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  expert,
  question,
  quality: 1,
  characters: 10,
  from: 'rating',
  at: '2026-11-01T10:00:00Z',
  ...more,
});

const treeOf = (all: readonly OutcomeRecord[]) =>
  learnedTree(all, { now: Date.parse('2026-11-01T10:00:00Z'), versions: new Map() });

async function fileOf(name: string, records: readonly OutcomeRecord[], after = ''): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, records.map((one) => `${JSON.stringify(one)}\n`).join('') + after);
  return file;
}

const records = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('One?', 'Two?', 'Three?'), fc.nat({ max: 50 }))
    .map(([expert, question, second]) =>
      record(expert, question, { at: new Date(1e12 + second * 1000).toISOString() }),
    ),
  { maxLength: 30 },
);

describe('outcomes that are deleted', () => {
  it('are gone with their questions, and all others stay in order', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom('a', 'b', 'c'), async (all, expert) => {
        const file = await fileOf('some.jsonl', all);
        const gone = await forgetOutcomes(file, (one) => one.expert === expert);
        const left = all.filter((one) => one.expert !== expert);
        expect(gone).toBe(all.length - left.length);
        expect(await readOutcomes(file)).toEqual(left);
      }),
      { numRuns: 40 },
    );
  });

  it('leave what others write, whatever it is, and are readable by this person alone', async () => {
    const later = '{"format":"of a later version"}\n{"torn';
    const file = await fileOf('mixed.jsonl', [record('a', 'Secret?'), record('b', 'Kept?')], later);
    await forgetOutcomes(file, ({ expert }) => expert === 'a');
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('Secret?');
    expect(text).toContain('Kept?');
    expect(text).toContain('of a later version');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are nothing where there is no file, and never take along what is appended meanwhile', async () => {
    expect(await forgetOutcomes(join(folder, 'none.jsonl'), () => true)).toBe(0);
    const file = await fileOf(
      'busy.jsonl',
      Array.from({ length: 50 }, (_, at) => record('a', `${at}?`)),
    );
    let appended: Promise<void> | undefined;
    const late = record('late', 'Now?');
    await forgetOutcomes(file, ({ expert }) => {
      appended ??= appendFile(file, `${JSON.stringify(late)}\n`);
      return expert === 'a';
    });
    await appended;
    expect(await readOutcomes(file)).toEqual([late]);
  });
});

describe('outcomes that are brought in', () => {
  it('count once, however often and in whatever parts', async () => {
    await fc.assert(
      fc.asyncProperty(records, records, async (own, others) => {
        const file = await fileOf('own.jsonl', own);
        const before = await readOutcomes(file);
        const from = await fileOf('others.jsonl', [...others, record('z', 'Always?')]);
        const { added, known } = await importOutcomes(file, from);
        expect(added + known).toBe(others.length + 1);
        expect((await importOutcomes(file, from)).added).toBe(0);
        const after = await readOutcomes(file);
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after).toHaveLength(before.length + added);
      }),
      { numRuns: 40 },
    );
  });

  it('are refused in words where there are none', async () => {
    const file = join(folder, 'mine.jsonl');
    await expect(importOutcomes(file, join(folder, 'missing.jsonl'))).rejects.toThrow(
      'is empty or not there',
    );
    const wrong = await fileOf('wrong.jsonl', [], 'hello\n{"expert": 1}\n');
    await expect(importOutcomes(file, wrong)).rejects.toThrow('holds no outcomes');
  });
});

describe('the tree of what was learned', () => {
  const all = [
    record('b', 'What is 2 + 2?', { kind: 'short', quality: 0 }),
    record('a', 'What is 2 + 2?', { kind: 'short' }),
    record('a', 'Write f.', { kind: 'program', quality: 0.5, from: 'calibrate' }),
    record('a', 'What is 2 + 2?', { kind: 'short', quality: 0, at: '2026-11-02T10:00:00Z' }),
    record('a', 'Gone?', { kind: 'open' }),
    record('a', 'Gone?', { kind: 'open', quality: null }),
  ];

  it('shows by expert and kind what counts', () => {
    const [a, b, ...more] = treeOf(all);
    expect(more).toEqual([]);
    expect(a!.expert).toBe('a');
    expect(a!.kinds.map(({ kind, mean }) => [kind, mean])).toEqual([
      ['short', 0],
      ['program', 0.5],
    ]);
    expect(b!.kinds[0]!.outcomes[0]!.record.question).toBe('What is 2 + 2?');
  });

  it('deletes with an outcome what was known of the same question before', () => {
    const [a] = treeOf(all);
    const left = all.filter((one) => !goesWith(a!.kinds[0]!.outcomes[0]!)(one));
    expect(treeOf(left)[0]!.kinds.map(({ kind }) => kind)).toEqual(['program']);
    expect(treeOf(all.filter((one) => !goesWith(a!)(one))).map(({ expert }) => expert)).toEqual(['b']);
  });
});
