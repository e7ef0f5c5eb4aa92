/** A made-up source: three experts of which the dearest is right most often; questions have numbers for answers. */
import { FoldSimulator } from '../../../src/learn/episodes/foldSimulator';
import { embeddingSize } from '../../../src/der/networks/encoder';
import { networks } from '../../../src/lab/training/exportModels';
import { initialParameters } from '../../../src/learn/graph/initialisers';
import { Random } from '../../../src/learn/random';
import type { PreparedSource } from '../../../src/learn/episodes/preparedSource';
import { contentOf } from '../../../src/der/evidence/content';
import { readQuestion } from '../../../src/der/evidence/questionSignals';
import { untrainedBelief, untrainedScaling, untrainedSkill } from '../../../src/learn/untrained';

const experts = [
  { id: 'small', costB: 2, rate: 0.4 },
  { id: 'middle', costB: 10, rate: 0.6 },
  { id: 'large', costB: 70, rate: 0.85 },
];

export function madeUpTable(prompts = 120, seed = 5): PreparedSource {
  const random = new Random(seed);
  const embedding = () => Float32Array.from({ length: embeddingSize }, () => random.normal(0, 0.125));
  return {
    name: 'made up',
    experts: experts.map(({ id, costB }) => ({
      id,
      provider: 'recorded',
      costB,
      costEstimated: false,
      tool: false,
    })),
    prompts: Array.from({ length: prompts }, (_, group) => ({
      id: `prompt ${group}`,
      question: `Question ${group}?`,
      domain: 'numbers',
      split: 'train',
      reference: '42',
      signals: readQuestion(`Question ${group}?`),
      embedding: embedding(),
      kinds: ['short'] as const,
      familiarity: 1,
      group,
    })),
    answers: Array.from({ length: prompts }, () =>
      experts.map(({ rate }) => {
        const right = random.uniform() < rate;
        const final = right ? '42' : String(random.integer(1000));
        const signs = {
          kind: 'short' as const,
          content: contentOf(final),
          final,
          option: false,
          empty: false,
          refusal: false,
          nothing: false,
          cutOff: false,
          logLength: 6,
        };
        return { signs, quality: Number(right) };
      }),
    ),
    findings: [],
  };
}

/** A world on the table, judged by seeded weights. */
export function madeUpSimulator(table: PreparedSource, seed = 1): Promise<FoldSimulator> {
  const weights = initialParameters(networks.terminator(), 3);
  const everyone = () => true;
  return FoldSimulator.open(
    [table],
    { poolSize: [2, 3], eligible: everyone, calibrating: everyone },
    { skill: untrainedSkill, belief: untrainedBelief, weights },
    untrainedScaling,
    new Random(seed),
  );
}
