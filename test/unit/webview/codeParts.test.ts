import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuick, partsOf } from '../../../src/webview/markdown/codeParts';

const method = '  run(a: string) {\n    return `a < ${a} && b`;\n  }\n';
const section = `/** Says what\n * it is. */\nexport class A {\n${method.repeat(4)}}\n\n`;

describe('partsOf', () => {
  it('cuts code before what begins at the margin', () => {
    const parts = [...partsOf(section.repeat(60))];
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part).toMatch(/^\/\*\*[^]*\}\n\n$/);
    expect(parts.every(isQuick)).toBe(true);
  });

  it('cuts code without empty lines at the end of a line', () => {
    const parts = [...partsOf('x = 1;\n'.repeat(2000))];
    for (const part of parts) expect(part.endsWith('\n')).toBe(true);
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

describe('isQuick', () => {
  it('leaves lines that are data, and parts that are too long, without colours', () => {
    expect(isQuick(section)).toBe(true);
    expect(isQuick('a'.repeat(1001))).toBe(false);
    expect(isQuick('a\n'.repeat(2001))).toBe(false);
  });
});
