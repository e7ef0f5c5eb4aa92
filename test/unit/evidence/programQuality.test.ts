import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checked, CheckedAnswer, Finding } from '../../../src/der/evidence/findings';
import { programQuality } from '../../../src/der/evidence/programQuality';

const runs: Finding = { type: 'runs', language: 'python', ok: true };
const examples = (passed: number, failed: number): Finding => ({
  type: 'examples',
  passed,
  failed: Array.from({ length: failed }, () => ({ input: 'f([])', expected: '0', got: 'undefined' })),
});
const program = (...findings: Finding[]): CheckedAnswer => ({ kind: 'program', findings });
const behaves: Finding = { type: 'behaviour', probes: 8, key: 'b1' };
const checkedOf = (answers: readonly CheckedAnswer[]): Checked => ({
  kind: 'mixed',
  answers,
  alike: answers.map((_, i) => answers.map((__, j) => Number(i === j))),
});

const passing = fc.nat({ max: 9 }).map((passed) => program(runs, behaves, examples(passed + 1, 0)));
const failing = fc
  .tuple(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }))
  .map(([passed, failed]) => program(runs, behaves, examples(passed, failed)));
const broken = fc.constant(program({ type: 'runs', language: 'python', ok: false, message: 'It throws.' }));
const unknown = fc.constant(program({ type: 'cannot', what: 'run', reason: 'There is no numpy.' }));
const other = fc.constantFrom<CheckedAnswer>(
  { kind: 'short', final: '4', findings: [] },
  { kind: 'open', findings: [] },
);
const chance = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const situation = fc
  .array(fc.tuple(fc.oneof(passing, failing, broken, unknown, other), chance, chance), {
    minLength: 1,
    maxLength: 10,
  })
  .map((all) => {
    const answers = all.map(([answer]) => answer);
    const isPassing = (answer: CheckedAnswer) =>
      answer.findings.some((one) => one.type === 'examples' && one.failed.length === 0);
    const isWrong = (answer: CheckedAnswer) =>
      answer.findings.some(
        (one) => (one.type === 'examples' && one.failed.length > 0) || (one.type === 'runs' && !one.ok),
      );
    return {
      answers,
      isPassing,
      isWrong,
      judged: all.map(([, own]) => own),
      claims: answers.map(isPassing),
      author: all.map(([, , own]) => own),
      checked: checkedOf(answers),
    };
  });

describe('programQuality', () => {
  it('puts what is known to be wrong below even odds and below all that passes', () => {
    fc.assert(
      fc.property(situation, ({ answers, isPassing, isWrong, ...rest }) => {
        const quality = programQuality(rest);
        answers.forEach((one, i) => {
          if (!isWrong(one)) return;
          expect(quality[i]).toBeLessThan(0.5);
          answers.forEach((another, j) => {
            if (isPassing(another)) expect(quality[i]).toBeLessThan(quality[j]!);
          });
        });
      }),
    );
  });

  it('raises what passes examples, the more the more it passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), chance, (passed, own) => {
        const [few, more] = [passed, passed + 1].map(
          (count) =>
            programQuality({
              judged: [own],
              claims: [true],
              author: [0.5],
              checked: checkedOf([program(runs, behaves, examples(count, 0))]),
            })[0]!,
        );
        expect(few).toBeGreaterThanOrEqual(own);
        expect(more).toBeGreaterThanOrEqual(few!);
      }),
    );
  });

  it('goes by the author where nothing could be found out, and leaves what is no program as it is', () => {
    fc.assert(
      fc.property(situation, ({ answers, judged, claims, author, checked }) => {
        const quality = programQuality({ judged, claims, author, checked });
        answers.forEach(({ kind, findings }, at) => {
          if (kind !== 'program') expect(quality[at]).toBe(judged[at]);
          else if (findings[0]?.type === 'cannot') expect(quality[at]).toBe(author[at]);
        });
        expect(programQuality({ judged, claims, author, checked: undefined })).toEqual(judged);
      }),
    );
  });

  it('leaves what a tool has proven, and what is empty', () => {
    const checked = checkedOf([program(runs, examples(0, 1)), program(runs, examples(0, 1))]);
    const both = { claims: [false, false], author: [0.5, 0.5], checked };
    expect(programQuality({ ...both, judged: [1, 0] })).toEqual([1, 0]);
  });
});
