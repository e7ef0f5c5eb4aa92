/** What blocks are made of does not matter: names of languages, line ends, size, nesting, and what may go wrong. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grammarsOf, languageOf } from '../../../src/checks/syntax/languages';
import { freeParsers, grammarsIn, parse } from '../../../src/checks/syntax/parse';
import { grammars } from './grammarFolder';
import { samplesOf } from './samples';

const options = { grammars, timeoutMs: 20_000 };

test.each([
  ['ts', 'typescript'],
  ['TSX', 'tsx'],
  ['jsx', 'javascript'],
  ['py', 'python'],
  ['golang', 'go'],
  ['rs', 'rust'],
  ['c++', 'cpp'],
  ['C#', 'csharp'],
  ['cs', 'csharp'],
  ['rb', 'ruby'],
  ['sh', 'bash'],
  ['jsonc', 'json'],
  ['yml', 'yaml'],
  ['.ts', 'typescript'],
  ['{.python}', 'python'],
  ['language-go', 'go'],
  ['sql', undefined],
  ['', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
])('the fence "%s" means %s', (name, language) => {
  expect(languageOf(name)).toBe(language);
});

test('a block of an unknown language is not judged', async () => {
  expect(await parse('sql', 'SELECT', options)).toMatchObject({ type: 'cannot', what: 'syntax' });
});

test('an empty block is right in every language', async () => {
  for (const name of [...Object.keys(grammarsOf), 'json', 'yaml'])
    expect(await parse(name, ' \n\t\n', options)).toMatchObject({ ok: true });
});

describe('a result does not depend on', () => {
  const all = ['typescript', 'python', 'go', 'java', 'json', 'yaml'].flatMap((language) =>
    samplesOf(language).map((sample) => ({ language, ...sample })),
  );
  test('the line ends of Windows or a mark of byte order', async () => {
    for (const { language, code } of all) {
      const windows = await parse(language, `\uFEFF${code.replaceAll('\n', '\r\n')}`, options);
      expect(windows).toEqual(await parse(language, code, options));
    }
  });
  test('empty lines before it, which its line counts', async () => {
    for (const { language, code } of all) {
      const [plain, moved] = await Promise.all(
        [code, `\n\n${code}`].map((text) => parse(language, text, options)),
      );
      if (plain?.type !== 'syntax' || plain.ok) expect(moved).toEqual(plain);
      else expect(moved).toMatchObject({ ok: false, line: plain.line + 2 });
    }
  });
});

test('a text of any characters has a result, whose line is one of its own', async () => {
  const name = fc.constantFrom(...Object.keys(grammarsOf), 'json', 'yaml');
  const pieces = fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    '"',
    "'",
    '`',
    '\n',
    '  ',
    'if ',
    'def f():',
    '<<A',
    '...',
    '\0',
    '\ud800',
    '${',
    '/*',
    '#',
    'a',
    '1',
    ':',
    ';',
    '<a>',
    '<?php',
    '@media',
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    fc.string({ maxLength: 80, unit: 'binary' }),
  );
  await fc.assert(
    fc.asyncProperty(name, text, async (language, code) => {
      const result = await parse(language, code, options);
      expect(result.type).toBe('syntax');
      if (result.type !== 'syntax' || result.ok) return;
      expect(result.line).toBeGreaterThanOrEqual(1);
      expect(result.line).toBeLessThanOrEqual(code.split(/\r\n?|\n/).length);
      expect(result.message.length).toBeLessThanOrEqual(200);
      expect(result.message).not.toMatch(/[\n\p{Cc}]/u);
    }),
    { numRuns: 400 },
  );
});

describe('a hostile block ends soon', () => {
  const most = 2_000_000;
  test.each([
    ['typescript', '('],
    ['typescript', 'a<b<'],
    ['java', 'a<'],
    ['cpp', 'a<b<'],
    ['python', '(['],
    ['python', 'f"{'],
    ['bash', '$('],
    ['ruby', '<<A '],
    ['css', '@media ('],
    ['json', '['],
    ['json', '{"a":1}\n'],
    ['yaml', '[{a: '],
    ['yaml', '- '],
    ['yaml', 'a: 1\n'],
    ['go', '`'],
    ['php', '"${'],
  ])('%s of "%s"', async (language, piece) => {
    const before = process.cpuUsage();
    const result = await parse(language, piece.repeat(most / piece.length), { grammars });
    const { user, system } = process.cpuUsage(before);
    expect(['syntax', 'cannot']).toContain(result.type);
    expect((user + system) / 1e6).toBeLessThan(15);
  });
});

test('a block of more than 2.5 million characters is not parsed', async () => {
  expect(await parse('ts', ' '.repeat(2_500_001), options)).toMatchObject({ type: 'cannot' });
});

test('parsers are read when first used, forgotten when freed, and read again', async () => {
  await parse('go', 'x := 1', options);
  expect(grammarsIn(grammars).loaded).toBe(true);
  freeParsers();
  expect(grammarsIn(grammars).loaded).toBe(false);
  expect(await parse('go', 'x := 1', options)).toMatchObject({ ok: true });
});

test('a folder without grammars is said, and read when it is there', async () => {
  const nowhere = { grammars: `${grammars}/nowhere` };
  expect(await parse('go', 'x', nowhere)).toEqual({
    type: 'cannot',
    what: 'syntax',
    reason: 'The parser of go could not be loaded. Install the product again.',
  });
  expect(await parse('json', '1', nowhere)).toMatchObject({ ok: true });
});
