/** The evaluation's resamples of prompts: seeded, the same for every method. */
import { Bootstrap } from '../../der/statistics/statistics';
import { Random } from '../../learn/random';

export function bootstrapOf(prompts: number, seed: number, resamples?: number): Bootstrap {
  return new Bootstrap(prompts, new Random(seed).fork('bootstrap'), resamples);
}
