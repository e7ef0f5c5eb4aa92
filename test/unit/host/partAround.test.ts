import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../src/der/core/tokens';
import { partAround } from '../../../src/host/attachments/partAround';

describe('the part of a file that a person looks at', () => {
  it('is all of a short one, and lines around the cursor of a long one', () => {
    const lines = Array.from({ length: 100 }, (_, at) => `line number ${at + 1}`);
    expect(partAround(lines.join('\n'), 50, 10_000)).toEqual({ text: lines.join('\n') });
    const part = partAround(lines.join('\n'), 50, 30);
    expect(part.lines![0]).toBeLessThan(51);
    expect(part.lines![1]).toBeGreaterThan(51);
    expect(part.text.split('\n')).toEqual(lines.slice(part.lines![0] - 1, part.lines![1]));
    expect(partAround(lines.join('\n'), 99, 30).lines![1]).toBe(100);
  });

  it('is whole lines that fit, with the one that is looked at', () =>
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(60), fc.nat(40), (lines, line, most) => {
        const text = lines.join('\n');
        const part = partAround(text, line, most);
        const [first, last] = part.lines ?? [1, text.split('\n').length];
        expect(part.text).toBe(
          text
            .split('\n')
            .slice(first - 1, last)
            .join('\n'),
        );
        if (part.lines && last > first) expect(estimateTokens(part.text)).toBeLessThanOrEqual(most);
      }),
    ));
});
