import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textEdits } from '../../../src/host/code/textEdits';
import { lossOf } from '../../../src/host/code/loss';
import { withElided } from '../../../src/host/code/elidedLines';
import { threeWay } from '../../../src/host/code/threeWay';

const names = { ours: 'now', theirs: 'before' };
const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 20 }), fc.constantFrom('\n', ''))
  .map(([lines, end]) => (lines.length === 0 ? '' : lines.join('\n') + end));

describe('two changes of one text', () => {
  it('are the one that there is, where the other is none', () => {
    fc.assert(
      fc.property(text, text, (base, other) => {
        expect(threeWay(base, base, other, names)).toEqual({ text: other, conflicts: 0 });
        expect(threeWay(base, other, base, names)).toEqual({ text: other, conflicts: 0 });
        expect(threeWay(base, other, other, names)).toEqual({ text: other, conflicts: 0 });
      }),
    );
  });

  it('are both made where they are of different lines', () => {
    fc.assert(
      fc.property(fc.nat(39), fc.nat(39), (one, other) => {
        fc.pre(Math.abs(one - other) > 1);
        const lines = Array.from({ length: 40 }, (_, i) => `line ${i}\n`);
        const changed = (...at: number[]) =>
          lines.map((line, i) => (at.includes(i) ? `changed ${i}\n` : line)).join('');
        expect(threeWay(lines.join(''), changed(one), changed(other), names)).toEqual({
          text: changed(one, other),
          conflicts: 0,
        });
      }),
    );
  });

  it('of the same lines are shown as a conflict, as editors know it', () => {
    expect(threeWay('a\nb\nc\n', 'a\nB\nc\n', 'a\nbb\nc', names)).toEqual({
      text: 'a\n<<<<<<< now\nB\nc\n=======\nbb\nc\n>>>>>>> before\n',
      conflicts: 1,
    });
  });
});

it('the edits from one text to another make it, and none touches another', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      let result = '';
      let at = 0;
      for (const edit of textEdits(before, after)) {
        expect(edit.start).toBeGreaterThanOrEqual(at);
        result += before.slice(at, edit.start) + edit.text;
        at = edit.end;
      }
      expect(result + before.slice(at)).toBe(after);
    }),
  );
});

describe('a loss', () => {
  it('is more than half of the lines', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}\n`).join('');
    expect(lossOf(lines(10), lines(4))).toEqual({ deleted: 6, lines: 10 });
    expect(lossOf(lines(10), lines(5))).toBeUndefined();
    expect(lossOf('', 'a\n')).toBeUndefined();
    expect(lossOf('a\n', '')).toEqual({ deleted: 1, lines: 1 });
  });

  it('is none where everything that was there still is', () => {
    fc.assert(
      fc.property(text, text, (before, more) => {
        expect(lossOf(before, `${before}\n${more}`)).toBeUndefined();
      }),
    );
  });
});

it('files of as many lines as anybody has are merged, and what an answer left out of them is put back', () => {
  const lines = Array.from({ length: 150_000 }, (_, line) => `line ${line}`);
  const base = `${lines.join('\n')}\n`;
  const { text, conflicts } = threeWay(base, `${base}a\n`, `b\n${base}`, { ours: 'mine', theirs: 'yours' });
  expect(conflicts).toBe(0);
  expect(text).toBe(`b\n${base}a\n`);
  const code = ['// … existing code …', 'line 149997', 'new', 'line 149998', '// … existing code …'];
  expect(withElided(lines, code)).toEqual(lines.toSpliced(149_998, 0, 'new'));
});
