import { describe, expect, it } from 'vitest';
import { corpusTexts } from '../../../src/lab/training/embeddingTexts';
import { defaultFittedQ } from '../../../src/lab/training/fittedQ';
import { trainingSize } from '../../../src/lab/training/trainingSize';
import { defaultPolicyTraining } from '../../../src/learn/policy/policyTraining';
import { usualTerminatorFit } from '../../../src/learn/terminator/terminatorFit';

/** Every number of a size, by the way to it. */
function numbersOf(value: object, path = ''): [string, number][] {
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    typeof one === 'number' ? [[`${path}${name}`, one]] : numbersOf(one as object, `${path}${name}.`),
  );
}

describe('the size of a training', () => {
  it('is the usual one with the whole effort, number for number', () => {
    const { policy, fittedQ, ...rest } = trainingSize(1);
    expect(rest).toEqual({ corpusTexts, terminator: usualTerminatorFit });
    expect({ ...defaultPolicyTraining, ...policy }).toEqual(defaultPolicyTraining);
    expect({ ...defaultFittedQ, ...fittedQ }).toEqual(defaultFittedQ);
  });

  it('never grows as the effort falls, and leaves something of everything', () => {
    const sizes = [1, 0.5, 0.1, 0.005, 1e-9].map((effort) => numbersOf(trainingSize(effort)));
    for (const [index, smaller] of sizes.slice(1).entries()) {
      for (const [at, [name, count]] of smaller.entries()) {
        expect(count, name).toBeGreaterThan(0);
        expect(count, name).toBeLessThanOrEqual(sizes[index]![at]![1]);
      }
    }
  });
});
