import { describe, expect, it } from 'vitest';
import { networks } from '../../../src/lab/training/exportModels';
import { encodeModel } from '../../../src/learn/graph/encode';
import type { ParameterValues } from '../../../src/learn/graph/initialisers';
import { routes } from '../../../src/learn/terminator/terminatorFit';
import { trainEncoder } from '../../../src/lab/training/encoderTraining';
import { Random } from '../../../src/learn/random';
import { exampleOf, trainTerminator } from '../../../src/learn/terminator/terminatorTraining';
import { take } from '../../../src/learn/terminator/estimateConstants';
import { untrainedBelief, untrainedSkill } from '../../../src/learn/untrained';
import { madeUpTable } from './madeUp';

const texts = Array.from(
  { length: 80 },
  (_, at) => `How many of the ${at} apples are left after day ${at % 7}?`,
);

async function terminator(seed: number): Promise<ParameterValues> {
  const everyone = () => true;
  const from = {
    poolSize: [2, 3],
    eligible: everyone,
    calibrating: everyone,
    skill: untrainedSkill,
  } as const;
  const random = new Random(seed);
  const drawn = take(routes([madeUpTable()], from, { most: 3, damaged: 0.1 }, random), 200);
  return trainTerminator(
    drawn.map((route) => exampleOf(route, untrainedBelief)),
    random,
    { seed, epochs: 2, batch: 64, learningRate: 3e-3 },
  );
}

describe('the same seed gives the same weights, byte for byte', () => {
  it('of the encoder', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => trainEncoder(texts, new Random(seed)));
    expect(again!.data).toEqual(one!.data);
    expect(other!.data).not.toEqual(one!.data);
  });

  it('of the Terminator, in the file that is shipped', async () => {
    const file = async (seed: number) => {
      const calibration = { type: 'float32', data: Float32Array.of(1, 1, 1), dims: [3] } as const;
      const weights = new Map([
        ...(await terminator(seed)),
        ['calibration.scale', calibration] as const,
        ['calibration.shift', calibration] as const,
      ]);
      return Buffer.from(encodeModel(networks.terminator(), weights));
    };
    const [one, again, other] = [await file(1), await file(1), await file(2)];
    expect(again.equals(one)).toBe(true);
    expect(other.equals(one)).toBe(false);
  });
});
