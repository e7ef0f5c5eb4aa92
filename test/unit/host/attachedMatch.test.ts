import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestMatches, inOnePiece, matchOf } from '../../../src/host/attachments/match';

describe('what was typed', () => {
  it('is better matched in one piece than by letters spread over a name, however long that is', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), minLength: 1, maxLength: 900 });
    fc.assert(
      fc.property(
        name,
        fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 }),
        (one, typed) => {
          const match = matchOf(one, typed);
          if (match !== undefined) expect(match >= inOnePiece).toBe(one.includes(typed));
        },
      ),
    );
  });

  it('means the file of that name first', () => {
    const files = ['src/cart.ts', 'test/cart.test.ts', 'src/card/a/r/t/test.ts'];
    expect(bestMatches(files, (one) => one, 'cart.test', 3)[0]).toBe('test/cart.test.ts');
  });
});
