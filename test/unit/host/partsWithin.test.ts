/** A folder that names many long files makes no question dearer than a few would. */
import { expect, it } from 'vitest';
import { estimateTokens } from '../../../src/der/core/tokens';
import { partsWithin } from '../../../src/host/attachments/partsWithin';

const part = (tokens: number) => ({ passage: { text: 'word'.repeat(tokens) } });
const names = Array.from({ length: 500 }, (_, at) => `rules/${at}.md`);

async function tokensOf(length: number, most: number) {
  let looked = 0;
  const parts = await partsWithin(names, most, (_, room) => {
    looked += 1;
    return Promise.resolve(length === 0 ? undefined : part(Math.min(length, room)));
  });
  return [parts.reduce((sum, { passage }) => sum + estimateTokens(passage.text), 0), parts.length, looked];
}

it('takes so many that are long, more that are short, and looks for no more than that', async () => {
  expect(await tokensOf(9_000, 2_000)).toEqual([6_000, 3, 3]);
  expect(await tokensOf(100, 2_000)).toEqual([6_000, 60, 60]);
  expect(await tokensOf(1, 2_000)).toEqual([100, 100, 100]);
  expect(await tokensOf(0, 2_000)).toEqual([0, 0, 100]);
});
