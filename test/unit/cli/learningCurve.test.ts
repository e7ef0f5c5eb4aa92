import { describe, expect, it } from 'vitest';
import { learningCurve, type LogEntry } from '../../../src/lab/commands/learningCurve';

const ppo = (iteration: number): LogEntry => ({
  phase: 'ppo',
  iteration,
  of: 2,
  return: 0.4 + iteration / 100,
  steps: 2,
  entropy: 1 / iteration,
  value: 0.02,
  divergence: 0.01,
  clippedShare: 0.05,
  gradientNorm: 0.3,
});

describe('the learning curve', () => {
  it('shows returns beside the imitation and the baseline, and every term of the loss', () => {
    const page = learningCurve([
      { phase: 'data', message: 'read' },
      { phase: 'imitation', lookahead: 0.39, held: 0.395 },
      ppo(1),
      ppo(2),
      { phase: 'measured', iteration: 2, of: 2, return: 0.42, held: 0.41 },
    ])!;
    for (const label of ['iteration 0: 0.395', 'iteration 2: 0.41', 'iteration 2: 0.39', 'iteration 1: 0.41'])
      expect(page).toContain(label);
    for (const term of ['entropy', 'value', 'divergence', 'clippedShare', 'gradientNorm', 'steps'])
      expect(page).toMatch(new RegExp(`>[^<]*\\b${term}\\b[^<]*</text>`));
    expect(page).not.toContain('NaN');
  });

  it('is not drawn before the first iteration', () => {
    expect(learningCurve([{ phase: 'imitation', lookahead: 0.39, held: 0.395 }])).toBeUndefined();
  });
});
