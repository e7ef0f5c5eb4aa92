import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlighted, isColoured, partsOf } from '../../../src/webview/markdown/highlight';

/** What a browser would show of it. */
function shown(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(lt|gt|quot|#x27|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? "'",
    );
}

const method = '  run(a: string) {\n    return `a < ${a} && b`; // <b>\n  }\n';
const section = `/** Says what\n * it is. */\nexport class A {\n${method.repeat(4)}}\n\n`;

describe('partsOf', () => {
  it('cuts code before what begins at the margin', () => {
    const parts = [...partsOf(section.repeat(60))];
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part).toMatch(/^\/\*\*[^]*\}\n\n$/);
  });

  it('keeps every sign, in parts of bounded length', () => {
    const pieces = fc.constantFrom('a', '\n', '\n\n', ' ', section, 'x'.repeat(5000));
    fc.assert(
      fc.property(fc.array(pieces), (chosen) => {
        const parts = [...partsOf(chosen.join(''))];
        expect(parts.join('')).toBe(chosen.join(''));
        for (const { length } of parts) expect(length).toBeLessThanOrEqual(4000);
      }),
    );
  });
});

describe('highlighted', () => {
  it('shows every sign of the code, in any language and with lines of any length', () => {
    const signs = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '<',
      '&',
      '"',
      "'",
      '`',
      '/*',
      '${',
      section,
      'x'.repeat(1500),
    );
    fc.assert(
      fc.property(
        fc.array(signs),
        fc.constantFrom('ts', 'python', 'HTML', 'java', 'sh'),
        (chosen, language) => {
          const code = chosen.join('');
          expect(shown(highlighted(code, language))).toBe(code);
        },
      ),
    );
  });

  it('colours code of languages that it knows, and no code of excessive length', () => {
    expect(highlighted(section, 'ts')).toContain('hljs-keyword');
    expect(isColoured(section, 'TS')).toBe(true);
    expect(isColoured(section, 'klingon')).toBe(false);
    expect(isColoured('x\n'.repeat(60_000), 'ts')).toBe(false);
  });
});
