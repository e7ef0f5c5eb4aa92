/** Votes for tests, in few words. */
import type { Side } from '../../../src/der/comparison/contender';
import type { Vote } from '../../../src/der/comparison/vote';

export function side(strategy: string, change: Partial<Side> = {}): Side {
  return {
    strategy,
    expert: strategy,
    alone: true,
    characters: 100,
    steps: 1,
    costB: 8,
    ms: 1000,
    ...change,
  };
}

export function vote(change: Partial<Vote> = {}): Vote {
  return {
    question: 'One?',
    kind: 'short',
    rater: 'ada',
    left: side('der'),
    right: side('single'),
    verdict: 'left',
    ...change,
  };
}
