/** Answers and files of a megabyte take no longer than their length explains. */
import { expect, it } from 'vitest';
import { withoutOld } from '../../../../src/host/code/beforeAfter';
import { applyHunks } from '../../../../src/host/code/applyHunks';
import { placeSnippet } from '../../../../src/host/code/snippet';
import { parseUnifiedDiff } from '../../../../src/host/code/unifiedDiff';
import { codeBlocks } from '../../../../src/webview/markdown/markdownStream';

const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');
const methods = (count: number) => many(count, (at) => `  m${at}(): number {\n    return ${at};\n  }\n\n`);

const place = (code: string, text: string, language = 'typescript') =>
  placeSnippet(code, { text, language, named: true, path: 'a.ts', selected: false });

/** Four times the text may take this many times as long; one that is quadratic takes sixteen times. */
const mostGrowth = 11;

const cases: [string, number, (size: number) => unknown][] = [
  [
    'a class of which one method is shown',
    8000,
    (size) =>
      place(
        `class A {\n  // ...\n  m7(): number {\n    return -1;\n  }\n}\n`,
        `class A {\n${methods(size)}}\n`,
      ),
  ],
  [
    'as many places left out as there are lines',
    4000,
    (size) =>
      place(
        `f() {\n${many(size, (at) => `  a${at}();\n  // ...\n`)}}\n`,
        `function f() {\n${many(size * 2, (at) => `  a${at}();\n`)}}\n`,
      ),
  ],
  [
    'places left out in a text without definitions',
    4000,
    (size) =>
      place(
        many(size, (at) => `a${at} b\n# ...\n`),
        many(size * 2, (at) => `a${at} b\n`),
        'dockerfile',
      ),
  ],
  [
    'stubs alone',
    900,
    (size) =>
      place(
        `class A {\n${many(size, (at) => `  m${at}(): number { /* ... */ }\n`)}}\n`,
        `class A {\n${methods(size)}}\n`,
      ),
  ],
  [
    'hunks with anchors in a text of equal lines',
    1000,
    (size) =>
      applyHunks(
        many(size, (at) => `function f${at}() {\n  return 1;\n}\n`),
        parseUnifiedDiff(
          `--- a/a.ts\n+++ b/a.ts\n${many(size, (at) => `@@ function f${at}() {\n-  return 1;\n+  return 2;\n`)}`,
        )[0]!.hunks,
      ),
  ],
  [
    'Markdown in Markdown',
    20_000,
    (size) => codeBlocks(`\`\`\`markdown\n${many(size, () => '```ts\na();\n```\n')}\`\`\`\n`),
  ],
  [
    'old and new blocks',
    2000,
    (size) =>
      withoutOld(
        codeBlocks(
          many(
            size,
            (at) =>
              `Before:\n\n\`\`\`ts a.ts\nf${at}();\n\`\`\`\nAfter:\n\n\`\`\`ts a.ts\ng${at}();\n\`\`\`\n`,
          ),
        ),
      ),
  ],
  [
    'brackets of decorators',
    8000,
    (size) =>
      place(
        'class B {}\n',
        many(size, () => '@D({\n  a: 1,\n})\nclass A {}\n'),
      ),
  ],
];

it.each(cases)('%s', { retry: 3, timeout: 60_000 }, (_, size, run) => {
  const time = (at: number) => {
    const before = process.cpuUsage();
    run(at);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  time(Math.floor(size / 16));
  const [short, long] = [time(Math.floor(size / 4)), time(size)];
  expect(long).toBeLessThan(Math.max(300, mostGrowth * short));
});
