/** The shipped networks were trained without problems of files: what is found of them changes nothing that they see. */
import { expect, test } from 'vitest';
import { readAlone } from '../../../src/der/evidence/readAlone';
import type { Checked, Finding } from '../../../src/der/evidence/findings';
import { noCalibration, Profiles } from '../../../src/der/estimate/profile';
import { EvidenceExtractor } from '../../../src/der/networks/inference';
import { policyInput } from '../../../src/der/networks/policyFeatures';
import { terminatorInput } from '../../../src/der/networks/terminatorFeatures';
import { untrainedBelief, untrainedSkill } from '../../../src/learn/untrained';
import { answer, poolOf, seededModels, state } from '../learnedSupport';

const question = 'Write a function f(x) in TypeScript that adds one.';
const code = (sum: string) => `\`\`\`ts src/f.ts\nexport const f = (x: number) => ${sum};\n\`\`\``;

test('neither policy nor Terminator sees problems, nor that they could not be counted', async () => {
  const pool = poolOf(4);
  const { encoder } = await seededModels(3);
  const extractor = new EvidenceExtractor(
    encoder,
    new Profiles(noCalibration, untrainedSkill),
    untrainedBelief,
  );
  const answers = [code('x + 1'), code('x + 2'), 'Words alone.'].map((text, at) =>
    answer(pool[at]!.id, text),
  );
  const read = readAlone(
    question,
    answers.map(({ text }) => text),
  );
  const ran: Finding[] = [
    { type: 'syntax', language: 'typescript', ok: true },
    { type: 'runs', language: 'typescript', ok: true },
    { type: 'examples', passed: 1, failed: [] },
    { type: 'behaviour', probes: 3, key: 'b1' },
  ];
  const seen = async (more: Finding[]) => {
    const checked: Checked = {
      ...read,
      answers: read.answers.map((one, at) => ({ ...one, findings: [...(at === 0 ? ran : []), ...more] })),
    };
    return inputs({ question, answers, checked });
  };
  const inputs = async (given: Parameters<typeof state>[0]) => {
    const evidence = await extractor.extract(state(given), pool);
    return [
      policyInput(
        evidence,
        pool.map(() => true),
      ),
      terminatorInput(evidence),
    ];
  };
  const before = await seen([]);
  const reason = 'Counting problems took too long and was stopped.';
  expect(await seen([{ type: 'problems', file: 'src/f.ts', added: 7, first: 'line 1: no' }])).toEqual(before);
  expect(await seen([{ type: 'problems', file: 'src/f.ts', added: 0 }])).toEqual(before);
  expect(await seen([{ type: 'cannot', what: 'problems', reason }])).toEqual(before);
  expect(
    await seen([{ type: 'examples', passed: 0, failed: [{ input: '', expected: '', got: '' }] }]),
  ).not.toEqual(before);

  const plain = ['The answer is 4.', 'It is 5.\n\nThe answer is 5.', 'The answer is 4.'].map((text, at) =>
    answer(pool[at]!.id, text),
  );
  const told = readAlone(
    'What is 2 + 2?',
    plain.map(({ text }) => text),
  );
  const problems: Finding[] = [{ type: 'problems', file: 'src/f.ts', added: 7 }];
  const withProblems = { ...told, answers: told.answers.map((one) => ({ ...one, findings: problems })) };
  const given = { question: 'What is 2 + 2?', answers: plain };
  expect(await inputs({ ...given, checked: withProblems })).toEqual(await inputs(given));
});
