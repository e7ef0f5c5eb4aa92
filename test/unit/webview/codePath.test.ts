import { describe, expect, it } from 'vitest';
import { codePath, isFilePath, languageOf } from '../../../src/webview/markdown/codePath';

describe('the file that code is meant for', () => {
  it('is the one that a diff changes', () => {
    const change = '--- a/src/a.ts\n+++ b/src/b.ts\n@@ -1 +1 @@\n-a\n+b\n';
    expect(codePath('diff', change)).toBe('src/b.ts');
    expect(codePath('patch', '--- src/a.ts\t2024\n+++ /dev/null\n-a\n')).toBe('src/a.ts');
    expect(codePath('diff', '-a\n+b\n')).toBeUndefined();
    expect(codePath('ts', change)).toBeUndefined();
  });

  it.each([
    ['ts src/a.ts', 'src/a.ts'],
    ['ts:src/a.ts', 'src/a.ts'],
    ['ts title="src/my file.ts"', 'src/my file.ts'],
    ["js {1,3} filename='lib/b.js'", 'lib/b.js'],
    ['python file=tools/run.py', 'tools/run.py'],
    ['src/Dockerfile', 'src/Dockerfile'],
    ['json ./package.json', 'package.json'],
  ])('is named by the info string %s', (info, path) => {
    expect(codePath(info, 'anything\n')).toBe(path);
  });

  it.each([
    ['// src/a.ts\nlet a;', 'src/a.ts'],
    ['# tools/run.py\nimport os', 'tools/run.py'],
    ['<!-- web/index.html -->\n<p>', 'web/index.html'],
    ['/* main.css */\na {}', 'main.css'],
    ['// File: ./src/a.ts\n', 'src/a.ts'],
    ['-- db/schema.sql\nselect 1', 'db/schema.sql'],
    ['# docker/Dockerfile\nFROM x', 'docker/Dockerfile'],
    ['# Makefile\nall:', 'Makefile'],
  ])('is named by the comment on the first line of %j', (code, path) => {
    expect(codePath('ts', code)).toBe(path);
  });

  it.each([
    ['ts', 'let a = 1;'],
    ['ts {1,3}', '// adds two numbers'],
    ['python', '# os.path is used here'],
    ['python', '# os.path'],
    ['python', '# client/server'],
    ['ts', '// TCP/IP'],
    ['ts', '// 1.5/2.0'],
    ['sh', '#!/bin/bash\nls'],
    ['js', '// https://example.org/a.js'],
    ['js', 'x();\n// src/a.js'],
    ['', ''],
  ])('is not guessed from %j and %j', (info, code) => {
    expect(codePath(info, code)).toBeUndefined();
  });

  it.each([
    ['ts', '**src/a.ts**', 'src/a.ts'],
    ['ts', '### `src/a.ts`', 'src/a.ts'],
    ['ts', 'In `src/a.ts`, change the limit and what reads it:', 'src/a.ts'],
    ['diff', '1. `cart.ts` (new file)', 'cart.ts'],
    ['', 'Create a new file `docker/Dockerfile`:', 'docker/Dockerfile'],
    ['sh', 'Edit `tools/run.sh`:', 'tools/run.sh'],
    ['ts', 'Tests for `src/a.ts`:', undefined],
    ['ts', 'Move it from `a.ts` to `src/b.ts`:', undefined],
    ['bash', 'Edit `src/a.ts`:', undefined],
    ['ts', 'The limit of `src/a.ts` is too low, as one sees.', undefined],
    ['ts', `In \`${'a/'.repeat(300)}b.ts\`:`, undefined],
  ])('is named, for a block of %s, by the line above it: %s', (info, lead, path) => {
    expect(codePath(info, 'x;\n', lead)).toBe(path);
  });

  it('is told apart from the language', () => {
    expect(['ts:src/a.ts', 'ts title="a"', 'c++', 'js{1}', ''].map(languageOf)).toEqual([
      'ts',
      'ts',
      'c++',
      'js',
      '',
    ]);
  });
});

describe('inline code', () => {
  it.each(['src/a.ts', 'src/a.ts:12', 'src/a.ts:3-9', 'a.ts:12', 'docs/the-panel.md:1:2', '../x/y.py'])(
    'is the path of a file: %s',
    (code) => expect(isFilePath(code)).toBe(true),
  );

  it.each([
    'a.ts',
    'Math.max',
    'example.com:80',
    'and/or',
    'npm run x',
    'https://x.org/a.js',
    'command:x',
    '1/2',
  ])('is none: %s', (code) => expect(isFilePath(code)).toBe(false));
});
