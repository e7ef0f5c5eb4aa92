import { createTwoFilesPatch, formatPatch, structuredPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyHunks } from '../../../src/host/code/applyHunks';
import { parseUnifiedDiff } from '../../../src/host/code/unifiedDiff';

/** The only file of a diff, applied. */
function applied(text: string, diff: string): string {
  const files = parseUnifiedDiff(diff);
  expect(files).toHaveLength(1);
  const result = applyHunks(text, files[0]!.hunks);
  if (!('text' in result)) throw new Error(`hunk ${result.number}: ${JSON.stringify(result.why)}`);
  return result.text;
}

/** Few different lines, so that many are alike; signs of diffs among them. */
const line = fc.constantFrom(
  'a',
  'b',
  '  c',
  '',
  '-d',
  '+e',
  '-- a',
  '++ b',
  '@@ x',
  'f {',
  '}',
  '\\ g',
  ' ',
);
const ending = fc.constantFrom('\n', '');
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), ending)
  .map(([lines, end]) => (lines.length === 0 ? '' : lines.join('\n') + end));

describe('a diff that a tool made', () => {
  it('turns the old text into the new one, whatever the lines look like', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 4 }), (before, after, context) => {
        fc.pre(before !== after);
        const diff = createTwoFilesPatch('a/x.ts', 'b/x.ts', before, after, undefined, undefined, {
          context,
        });
        expect(applied(before, diff)).toBe(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the ends of line of the file, though the diff has others', () => {
    const unix = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(unix, unix, (before, after) => {
        const windows = (lines: string[]) => lines.map((one) => `${one}\r\n`).join('');
        const unixText = (lines: string[]) => lines.map((one) => `${one}\n`).join('');
        fc.pre(unixText(before) !== unixText(after));
        const diff = createTwoFilesPatch('a/x', 'b/x', unixText(before), unixText(after));
        expect(applied(windows(before), diff)).toBe(windows(after));
        const back = createTwoFilesPatch('a/x', 'b/x', windows(before), windows(after));
        expect(applied(unixText(before), back)).toBe(unixText(after));
      }),
    );
  });
});

/** Lines that are all different, with indentation. */
const unique = (count: number) =>
  Array.from({ length: count }, (_, i) => `${'  '.repeat(i % 3)}line number ${i};`);
const joined = (lines: readonly string[]) => `${lines.join('\n')}\n`;

/** Some lines replaced, removed, or followed by new ones. */
const changes = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 0, max: 39 }), fc.constantFrom('replace', 'remove', 'insert')),
  {
    selector: ([at]) => at,
    minLength: 1,
    maxLength: 6,
  },
);

function changed(lines: readonly string[], what: readonly (readonly [number, string])[]): string[] {
  const by = new Map<number, string>(what);
  const become: Record<string, (one: string, at: number) => string[]> = {
    replace: (_, at) => [`changed ${at};`],
    remove: () => [],
    insert: (one, at) => [one, `new after ${at};`],
  };
  return lines.flatMap((one, at) => become[by.get(at) ?? '']?.(one, at) ?? [one]);
}

describe('a diff that a model wrote', () => {
  it('is applied where its lines are, however far its numbers are off', () => {
    fc.assert(
      fc.property(
        changes,
        fc.nat(60),
        fc.nat(9),
        fc.integer({ min: -30, max: 30 }),
        (what, above, below, off) => {
          const before = unique(40);
          const after = changed(before, what);
          const patch = structuredPatch('a/x', 'b/x', joined(before), joined(after));
          for (const hunk of patch.hunks) hunk.oldStart = Math.max(1, hunk.oldStart + off);
          const around = (lines: readonly string[]) =>
            joined([
              ...Array.from({ length: above }, (_, i) => `above ${i}`),
              ...lines,
              ...Array.from({ length: below }, (_, i) => `below ${i}`),
            ]);
          // Counts and numbers of the header are invented as well.
          const diff = formatPatch(patch).replace(/^@@ -(\d+),\d+ \+\d+,\d+ @@/gm, '@@ -$1,99 +1,7 @@');
          expect(applied(around(before), diff)).toBe(around(after));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is applied though its context has other white space, and leaves the lines around as they are', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom('    ', '\t', '   '), fc.boolean(), (what, indent, trailing) => {
        const before = unique(40);
        const after = changed(before, what);
        const diff = createTwoFilesPatch('a/x', 'b/x', joined(before), joined(after));
        // The file: all of it deeper, with blanks at the end of lines.
        const inFile = (one: string) => indent + one + (trailing ? '  ' : '');
        const result = applied(joined(before.map(inFile)), diff).split('\n');
        const kept = result.filter((one) => one.includes('line number'));
        expect(kept.every((one) => before.map(inFile).includes(one))).toBe(true);
        expect(result.map((one) => one.trim())).toEqual([...after.map((one) => one.trim()), '']);
        expect(
          result.filter((one) => /changed|new after/.test(one)).every((one) => one.startsWith(indent)),
        ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('finds a change though a line of its context is wrong', () => {
    const diff =
      '--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n line one\n an invented line\n-line two\n+line 2\n line three\n';
    expect(applied('line one\nline two\nline three\n', diff)).toBe('line one\nline 2\nline three\n');
  });

  it('has changes far apart in one hunk, with a comment for what is between them', () => {
    const before = joined(unique(30));
    const diff =
      '--- a/x\n+++ b/x\n@@ ... @@\n line number 0;\n-  line number 1;\n+  one;\n // ... existing code ...\n   line number 22;\n+  more;\n';
    expect(applied(before, diff)).toBe(
      before
        .replace('line number 1;', 'one;')
        .replace('line number 22;\n', 'line number 22;\n  more;\n')
        .replace('    line number 22;\n  more', '    line number 22;\n  more'),
    );
  });

  it('is refused with the hunk that does not match, and nothing is applied', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\n+1\n@@ -3 +3 @@\n-never there\n+3\n';
    const [file] = parseUnifiedDiff(diff);
    expect(applyHunks('one\ntwo\nthree\n', file!.hunks)).toMatchObject({
      number: 2,
      failed: { header: '@@ -3 +3 @@' },
      why: { reason: 'missing' },
    });
  });

  it('is refused where its lines stand in several places and no number tells them apart', () => {
    const text = 'start();\nx;\nstart();\nx;\n';
    const diff = '--- a/x\n+++ b/x\n@@ @@\n-start();\n+go();\n';
    expect(applyHunks(text, parseUnifiedDiff(diff)[0]!.hunks)).toMatchObject({
      why: { reason: 'ambiguous', lines: [1, 3] },
    });
  });

  it('says where it was applied before', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n-two\n+deux\n three\n';
    expect(applyHunks('one\ndeux\nthree\n', parseUnifiedDiff(diff)[0]!.hunks)).toMatchObject({
      why: { reason: 'done' },
    });
  });

  it('takes time that grows with its length, and no longer', { retry: 2 }, () => {
    const seconds = (count: number) => {
      const same = 'x();\n'.repeat(count);
      const diff = `--- a/x\n+++ b/x\n${'@@ -9,2 +9,2 @@\n x();\n-x();\n+y();\n'.repeat(count / 4)}`;
      const start = process.cpuUsage();
      applyHunks(same, parseUnifiedDiff(diff)[0]!.hunks);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    };
    seconds(2000);
    expect(seconds(40_000)).toBeLessThan(Math.max(1, 60 * seconds(4000)));
  });
});
