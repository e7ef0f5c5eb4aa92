import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/lab/data/source';
import { outOfFold, withFoldHeldOut } from '../../../src/lab/evaluation/outOfFold';
import { groupsOf } from '../../../src/learn/folds';
import { promptRow, tinyRows, writeSource } from '../data/support';

const folds = 3;

async function heldOutOf() {
  const rows = tinyRows();
  const long = 'How many sweets are left when Anna eats 3 of the 12 sweets that her uncle gave her yesterday';
  const twins = [
    promptRow('twin 1', { question: `${long}?`, split: 'train' }),
    promptRow('twin 2', { question: `${long.replace('12', '15')}?`, split: 'dev' }),
    promptRow('other', { split: 'heldout' }),
  ];
  const source = await readSource(await writeSource({ ...rows, prompts: [...rows.prompts, ...twins] }));
  const groups = groupsOf([source]);
  return Array.from({ length: folds }, (_, fold) => withFoldHeldOut(source, groups, { fold, folds }));
}

describe('folds held out', () => {
  it('measure every prompt of train and dev once, and learn from it in all other folds', async () => {
    const cut = await heldOutOf();
    cut[0]!.prompts.forEach(({ id }, at) => {
      const splits = cut.map(({ prompts }) => prompts[at]!.split).sort();
      expect(splits).toEqual(id === 'other' ? Array(3).fill('heldout') : [outOfFold, 'train', 'train']);
    });
  });

  it('keep near-duplicates of train and dev together', async () => {
    for (const { prompts } of await heldOutOf()) {
      const [one, other] = prompts.filter(({ id }) => id.startsWith('twin'));
      expect(one!.split).toBe(other!.split);
    }
  });
});
