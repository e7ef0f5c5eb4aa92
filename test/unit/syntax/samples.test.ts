/** Right code raises no alarm, broken code is found in its line. */
import { describe, expect, test } from 'vitest';
import { parse } from '../../../src/checks/syntax/parse';
import { grammars } from './grammarFolder';
import { samplesOf } from './samples';

const languages = [
  'typescript',
  'tsx',
  'javascript',
  'python',
  'go',
  'rust',
  'java',
  'csharp',
  'cpp',
  'ruby',
  'php',
  'bash',
  'css',
  'json',
  'yaml',
];

describe.each(languages)('%s', (language) => {
  test.each(samplesOf(language))('$name', async ({ code, wrong }) => {
    const result = await parse(language, code, { grammars, timeoutMs: 20_000 });
    if (!wrong) return expect(result).toMatchObject({ type: 'syntax', language, ok: true });
    expect(result).toMatchObject({ type: 'syntax', language, ok: false });
    if (result.type !== 'syntax' || result.ok) return undefined;
    expect(result.line, result.message).toBeGreaterThanOrEqual(wrong[0]);
    return expect(result.line, result.message).toBeLessThanOrEqual(wrong[1]);
  });
});
