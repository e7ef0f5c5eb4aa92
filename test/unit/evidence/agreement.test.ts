import { describe, expect, it } from 'vitest';
import { agreeing } from '../../../src/der/evidence/agreement';
import type { Checked } from '../../../src/der/evidence/findings';

describe('which answers say the same', () => {
  it('goes by the final answer, however it is worded', () => {
    const answers = ['6 × 7 = 42.', 'The answer is 42.', 'The answer is 41.', '**42**'];
    expect(agreeing('What is 6 times 7?', answers, undefined)).toEqual([[1, 3], [0, 3], [], [0, 1]]);
  });

  it('never takes explanations for the same', () => {
    const answers = ['Because the sky scatters blue light.', 'Because the sky scatters blue light.'];
    expect(agreeing('Explain why the sky is blue.', answers, undefined)).toEqual([[], []]);
  });

  it('goes by what programs do, where they were run', () => {
    const question = 'Write a function add(a, b) in Python.';
    const answers = ['return a + b', 'return b + a', 'return a - b'].map(
      (body) => `\`\`\`python\ndef add(a, b):\n    ${body}\n\`\`\``,
    );
    const answer = { kind: 'program', findings: [{ type: 'behaviour', probes: 4, key: 'a' }] } as const;
    const checked: Checked = {
      kind: 'program',
      answers: [answer, answer, answer],
      alike: [
        [1, 1, 0.2],
        [1, 1, 0.2],
        [0.2, 0.2, 1],
      ],
    };
    expect(agreeing(question, answers, checked)).toEqual([[1], [0], []]);
    expect(agreeing(question, answers, undefined)).toEqual([[], [], []]);
  });
});
