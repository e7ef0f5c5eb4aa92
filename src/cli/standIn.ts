/** Writes seeded networks into models/, to stand in until trained ones take their place. */
import { exportModels, seededWeights } from '../der/learning/export';
import { untrainedBelief, untrainedSkill } from '../der/learning/untrained';

const [folder = 'models', seed = '1'] = process.argv.slice(2);

await exportModels(folder, seededWeights(Number(seed)), {
  version: `0.0.0-untrained-${seed}`,
  trained: false,
  skill: untrainedSkill,
  belief: untrainedBelief,
});
