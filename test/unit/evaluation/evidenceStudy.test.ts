/** What checks tell by themselves, on prompts whose outcome is known beforehand. */
import { expect, it } from 'vitest';
import type { Checked, Finding } from '../../../src/der/evidence/findings';
import { tableOf, type CheckedAnswers } from '../../../src/lab/studies/evidence';

const failed = { input: 'f(2)', expected: '4', got: '5' };

/** Programs by what they do; those of class "r" are right and pass the stated example. */
function run(classes: string, passes: (does: string) => boolean = (does) => does === 'r'): CheckedAnswers {
  const does = [...classes];
  const checked: Checked = {
    kind: 'program',
    answers: does.map((one) => {
      const findings: Finding[] = [
        { type: 'runs', language: 'python', ok: true },
        { type: 'examples', passed: Number(passes(one)), failed: passes(one) ? [] : [failed] },
        { type: 'behaviour', probes: 3, key: one },
      ];
      return { kind: 'program', findings };
    }),
    alike: does.map((one) => does.map((other) => Number(one === other))),
  };
  return { checked, quality: does.map((one) => Number(one === 'r')), stated: true };
}

const rowsOf = (runs: readonly CheckedAnswers[]) =>
  new Map(
    tableOf('made up', ['a', 'b', 'c'], runs, 1).rows.map(([name, auc, , quality, , gap]) => [
      name,
      { auc, quality, gap },
    ]),
  );

it('ranks by examples where they tell, and by agreement where the right ones are more', () => {
  const rows = rowsOf([run('rrx'), run('rxr'), run('xrr'), run('rry')]);
  expect(rows.get('examples passed')).toEqual({ auc: 1, quality: 1, gap: 1 });
  expect(rows.get('agreement in behaviour')).toEqual({ auc: 1, quality: 1, gap: 1 });
  expect(rows.get('both')).toEqual({ auc: 1, quality: 1, gap: 1 });
});

it('is misled by agreement where the wrong ones are more, and by examples where wrong ones pass them', () => {
  const many = rowsOf([run('rxx'), run('xrx'), run('xxr'), run('rrx')]);
  expect(many.get('agreement in behaviour')!.quality).toBe(0.25);
  expect(many.get('both')!.quality).toBe(1);
  const blind = rowsOf([run('rry', () => true), run('yrr', () => true), run('xyr', () => true)]);
  expect(blind.get('examples passed')!.auc).toBe(0.5);
  expect(blind.get('both')!.quality).toBeGreaterThan(0.6);
});
