import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../src/der/evidence/blocks';

const fence = '```';
const only = (text: string) =>
  blocksOf(text).blocks.map(({ tag, path, text: content, closed }) => ({ tag, path, content, closed }));

describe('blocksOf', () => {
  it.each([
    ['a tag', `${fence}ts\na\n${fence}`, 'ts', undefined],
    ['a path after the tag', `${fence}ts src/cart.ts\na\n${fence}`, 'ts', 'src/cart.ts'],
    ['a path instead of the tag', `${fence}src/cart.ts\na\n${fence}`, 'ts', 'src/cart.ts'],
    ['a path behind a colon', `${fence}ts:src/cart.ts\na\n${fence}`, 'ts', 'src/cart.ts'],
    ['attributes', `${fence}ts title="src/cart.ts" {1,3}\na\n${fence}`, 'ts', 'src/cart.ts'],
    ['braces', `${fence}{.python .numberLines}\na\n${fence}`, 'python', undefined],
    ['tildes', `~~~js\na\n~~~`, 'js', undefined],
    ['a longer fence', `${fence}\`\`js\na\n${fence}\`\``, 'js', undefined],
    ['a list item', `1. Like this:\n\n   ${fence}js\n   a\n   ${fence}`, 'js', undefined],
    ['deep indentation', `      ${fence}js\n      a\n      ${fence}`, 'js', undefined],
    ['a quotation', `> ${fence}js\n> a\n> ${fence}`, 'js', undefined],
    ['a path on the line above', `**src/cart.ts**\n\n${fence}ts\na\n${fence}`, 'ts', 'src/cart.ts'],
    ['Windows line breaks', `${fence}ts\r\na\r\n${fence}\r\n`, 'ts', undefined],
  ])('reads %s', (_, text, tag, path) => {
    expect(only(text)).toEqual([{ tag, path, content: 'a', closed: true }]);
  });

  it('reads a block that is never closed, and says so', () => {
    expect(only(`Here:\n${fence}py\ndef f():\n    return 1`)).toEqual([
      { tag: 'py', path: undefined, content: 'def f():\n    return 1', closed: false },
    ]);
  });

  it('keeps fences inside of a longer fence, and inside of Markdown, as content', () => {
    expect(only(`${fence}\`md\n${fence}js\na\n${fence}\n${fence}\``)).toHaveLength(1);
    expect(only(`${fence}markdown\n# T\n${fence}js\na\n${fence}\nend\n${fence}`)[0]!.content).toContain(
      'end',
    );
  });

  it('never takes a closing fence for an opening one', () => {
    const text = ['one', 'two', 'three']
      .map((code) => `Text.\n${fence}ts src/${code}.ts\n${code}\n${fence}\n`)
      .join('\n');
    expect(only(text).map(({ content }) => content)).toEqual(['one', 'two', 'three']);
  });

  it('takes three backticks inside of a sentence for none', () => {
    expect(only(`Use ${fence}code${fence} here.\n${fence}x${fence}\n`)).toEqual([]);
  });

  it('gives back any content, in any fence', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[ a-z(){};=]{0,12}$/), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('```', '````', '~~~', '~~~~~'),
        fc.nat(6),
        (lines, mark, indent) => {
          const blank = ' '.repeat(indent);
          const text = [
            `${blank}${mark}js`,
            ...lines.map((line) => blank + line),
            `${blank}${mark}`,
            'end',
          ].join('\n');
          const { blocks, prose } = blocksOf(text);
          expect(blocks.map((block) => block.text)).toEqual([lines.join('\n')]);
          expect(prose).toBe('end');
        },
      ),
    );
  });

  it.each(['```', '> '.repeat(50), '`', '~~~ ', '```js\n', '    '])(
    'takes linear time for many of %j',
    (piece) => {
      const time = (count: number) => {
        const text = piece.repeat(count);
        const before = process.cpuUsage();
        blocksOf(text);
        const { user } = process.cpuUsage(before);
        return user;
      };
      time(2000);
      expect(time(160_000)).toBeLessThan(Math.max(40_000, time(20_000)) * 40);
    },
  );
});
