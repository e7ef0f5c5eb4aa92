/** A text that was cut to a number of tokens, and what of it is left whole. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutTo, withoutCutLines } from '../../src/der/core/tokens';

const line = fc.string({ maxLength: 60, unit: fc.constantFrom(...'abc(1) →"\t') });

it('leaves lines of the text alone, in their order, whichever part was kept', () => {
  const kept = fc.constantFrom('start', 'end', 'both');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.nat(200), kept, (lines, limit, part) => {
      const left = withoutCutLines(cutTo(lines.join('\n'), limit, part as 'both')).split('\n');
      let from = 0;
      for (const one of left) {
        if (one === '') continue;
        const at = lines.indexOf(one, from);
        expect(at, `"${one}" is a whole line`).toBeGreaterThanOrEqual(0);
        from = at + 1;
      }
    }),
  );
});

it('leaves a text that was not cut as it is', () => {
  fc.assert(fc.property(fc.array(line), (lines) => withoutCutLines(lines.join('\n')) === lines.join('\n')));
});
