import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyHunks } from '../../../src/host/code/applyHunks';
import { isUnifiedDiff, parseUnifiedDiff } from '../../../src/host/code/unifiedDiff';

const change = '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-a\n+b\n';

describe('a diff is recognised', () => {
  it.each([
    ['by its fence', 'diff', '-a\n+b\n'],
    ['by its fence', 'patch', change],
    ['by its headers', 'ts', change],
    ['by its headers', '', `\ndiff --git a/x b/x\n${change}`],
    ['by its first hunk', 'typescript', '@@ -1,2 +1,2 @@\n a\n-b\n+c\n'],
    [
      'by the headers of a patch',
      '',
      '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-a\n+b\n*** End Patch\n',
    ],
  ])('%s', (_, language, code) => expect(isUnifiedDiff(language, code)).toBe(true));

  it.each([
    ['yaml', '--- \na: 1\n'],
    ['yaml', '---\n+++\n'],
    ['md', '# How to read a diff\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n'],
    ['ts', 'let a = 1;\n-a;\n'],
    ['diff', 'nothing to change\n'],
    ['css', '@media print {\n}\n'],
  ])('and %s without one is none: %j', (language, code) => expect(isUnifiedDiff(language, code)).toBe(false));
});

describe('a diff of several files', () => {
  it('names each, without the letters of git', () => {
    const diff = `diff --git a/src/a.ts b/src/a.ts
index 1..2 100644
${change}diff --git a/new.ts b/new.ts
new file mode 100644
index 000..3
--- /dev/null
+++ b/new.ts
@@ -0,0 +1,2 @@
+one
+two
diff --git a/old.ts b/old.ts
deleted file mode 100644
--- a/old.ts
+++ /dev/null
@@ -1 +0,0 @@
-one
diff --git a/from.ts b/to.ts
similarity index 90%
rename from from.ts
rename to to.ts
--- a/from.ts
+++ b/to.ts
@@ -1 +1 @@
-a
+b
diff --git a/x y.ts b/z.ts
similarity index 100%
rename from x y.ts
rename to z.ts
`;
    expect(parseUnifiedDiff(diff).map(({ hunks, ...file }) => ({ ...file, hunks: hunks.length }))).toEqual([
      { kind: 'changed', oldPath: 'src/a.ts', newPath: 'src/a.ts', hunks: 1 },
      { kind: 'created', oldPath: undefined, newPath: 'new.ts', hunks: 1 },
      { kind: 'deleted', oldPath: 'old.ts', newPath: undefined, hunks: 1 },
      { kind: 'renamed', oldPath: 'from.ts', newPath: 'to.ts', hunks: 1 },
      { kind: 'renamed', oldPath: 'x y.ts', newPath: 'z.ts', hunks: 0 },
    ]);
  });

  it('is parted where a count swallows the next header', () => {
    const diff = `--- a/one.ts
+++ b/one.ts
@@ -4,9 +4,9 @@
 a
-b
+c

--- a/two.ts
+++ b/two.ts
@@ -37,6 +37,6 @@
 d
-e
+f
`;
    const [one, two] = parseUnifiedDiff(diff);
    expect(applyHunks('a\nb\n', one!.hunks)).toEqual({ text: 'a\nc\n' });
    expect(applyHunks('d\ne\n', two!.hunks)).toEqual({ text: 'd\nf\n' });
    expect(two!.newPath).toBe('two.ts');
  });

  it.each([
    [
      '--- src/a.ts\t2024-01-01 00:00:00\n+++ src/a.ts\t2024-01-02 00:00:00\n@@ -1 +1 @@\n-a\n+b\n',
      'src/a.ts',
    ],
    ['--- "a/src/\\"q\\".ts"\n+++ "b/src/\\"q\\".ts"\n@@ -1 +1 @@\n-a\n+b\n', 'src/"q".ts'],
    ['--- a/src/a.ts\r\n+++ b/src/a.ts\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n', 'src/a.ts'],
    ['@@ -1 +1 @@\n-a\n+b\n', undefined],
    ['-a\n+b\n', undefined],
    ['*** Begin Patch\n*** Update File: src/a.ts\n@@ f() {\n-a\n+b\n*** End Patch\n', 'src/a.ts'],
  ])('reads the name in %j', (diff, path) => {
    const [file] = parseUnifiedDiff(diff);
    expect(file!.newPath).toBe(path);
    expect(applyHunks('a\n', file!.hunks)).toEqual({ text: 'b\n' });
  });
});

describe('the end of a file', () => {
  const none = '\\ No newline at end of file\n';
  it.each([
    ['a\nb', `@@ -1,2 +1,2 @@\n a\n-b\n${none}+c\n${none}`, 'a\nc'],
    ['a\nb', `@@ -1,2 +1,2 @@\n a\n-b\n${none}+b\n`, 'a\nb\n'],
    ['a\nb\n', `@@ -1,2 +1,2 @@\n a\n-b\n+b\n${none}`, 'a\nb'],
    ['a\nb', '@@ -1,2 +1,2 @@\n a\n-b\n+c\n', 'a\nc'],
    ['a\r\nb', '@@ -1,2 +1,3 @@\n a\n b\n+c\n', 'a\r\nb\r\nc'],
    ['', '@@ -0,0 +1 @@\n+a\n', 'a\n'],
  ])('of %j by %j', (text, hunk, result) => {
    expect(applyHunks(text, parseUnifiedDiff(`--- a/x\n+++ b/x\n${hunk}`)[0]!.hunks)).toEqual({
      text: result,
    });
  });
});

it('hostile text is read in time that grows with its length, and never throws', { retry: 2 }, () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '--- a',
          '+++ b',
          '@@',
          '@@ -1,9 +1,9 @@',
          '-',
          '+',
          ' ',
          '\\ No newline',
          'diff --git a/x b/x',
          '*** Add File: x',
          'rename from y',
        ),
      ),
      (lines) => {
        for (const { hunks } of parseUnifiedDiff(lines.join('\n'))) applyHunks(lines.join('\n'), hunks);
      },
    ),
  );
  const time = (part: string, count: number) => {
    const start = process.cpuUsage();
    parseUnifiedDiff(part.repeat(count));
    return process.cpuUsage(start).user / 1e6;
  };
  for (const part of [
    '--- a/x\n',
    '@@ -1,99999 +1,99999 @@\n',
    ' x\n',
    '-\n+\n',
    '@@ ',
    'diff --git a/ b/ ',
    '--- a/x\n+++ b/x\n',
  ])
    expect(time(part, 40_000), part).toBeLessThan(Math.max(0.5, 40 * time(part, 4000)));
});
