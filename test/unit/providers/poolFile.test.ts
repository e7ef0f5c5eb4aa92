import { describe, expect, it } from 'vitest';
import { entryId } from '../../../src/providers/poolConfig';
import { parsePoolFile, parsePoolText } from '../../../src/providers/poolFile';

const text = `// The team of the office
{
  /* two of them */
  "experts": [
    { "kind": "calculator" },
    { "kind": "ollama", "model": "llama3.1:8b", "baseUrl": "http://10.0.0.5:11434/*not a comment*/", },
  ],
}
`;

describe('a pool file', () => {
  it.each<[string, Buffer]>([
    ['plain', Buffer.from(text)],
    ['with Windows line ends', Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['in UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['in UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['in UTF-16 without a mark', Buffer.from(text, 'utf16le')],
  ])('%s, with comments and trailing commas', (_, bytes) => {
    const { entries, problems } = parsePoolFile(bytes);
    expect(problems).toEqual([]);
    expect(entries.map(entryId)).toEqual(['calculator', 'llama3.1:8b']);
  });

  it.each([
    ['{ "experts": [', /line 1, column 15: a "\]" is missing/],
    ['[\n  { "kind": "calculator" }\n  { "kind": "workspace" }\n]', /line 3, column 3: a comma is missing/],
    ['[\r\n  { kind: "calculator" }\r\n]', /line 2, column 5: /],
    ["[\n  { 'kind': 'calculator' }\n]", /line 2, column 5: /],
    ['[{ "kind": "calculator }]\n', /line 1, column 12: a text has no closing quote/],
    ['[{ "kind" "calculator" }]', /line 1, column 11: a colon is missing/],
    ['[] []', /line 1, column 4: the list ends before this/],
    ['[] /* never closed', /line 1, column 4: a comment has no end/],
    ['', /line 1, column 1: a value is missing/],
    [`${'['.repeat(100_000)}`, /more than 100 brackets/],
  ])('%j says where it is wrong', (json, reason) => {
    const { entries, problems } = parsePoolText(json);
    expect(entries).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^The pool is not valid JSON: .*\. Correct the file/s)]);
    expect(problems[0]).toMatch(reason);
  });

  it('that is no text says so', () => {
    expect(parsePoolFile(Buffer.alloc(50)).problems).toEqual([expect.stringContaining('is not text')]);
  });
});
