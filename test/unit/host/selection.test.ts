import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as name, withSelection } from '../../../src/host/selection';

const selection = { path: 'src/a.ts', lines: [3, 5] as const, language: 'typescript', text: 'let a = 1;' };

describe('a selection', () => {
  it('goes after the question, named and fenced', () => {
    expect(withSelection('Why?', selection)).toBe(
      'Why?\n\nFrom lines 3–5 of src/a.ts:\n```typescript\nlet a = 1;\n```',
    );
    expect(name({ ...selection, lines: [3, 3] })).toBe('line 3 of src/a.ts');
  });

  it('cannot end its fence, whatever it holds', () => {
    const text = fc.string({ unit: fc.constantFrom('`', '~', '\n', 'a', ' ') });
    fc.assert(
      fc.property(text, (content) => {
        const lines = withSelection('Why?', { ...selection, text: content }).split('\n');
        const fence = /^`+/.exec(lines[3]!)![0];
        expect(lines.slice(4, -1).join('\n')).toBe(content);
        expect(lines.slice(4, -1).some((line) => line.includes(fence))).toBe(false);
        expect(lines.at(-1)).toBe(fence);
      }),
    );
  });

  it('may be of any length', () => {
    const text = '`a'.repeat(500_000);
    expect(withSelection('Why?', { ...selection, text })).toContain(text);
  });
});
