import { describe, expect, it } from 'vitest';
import { settingsBetween } from '../../../src/lab/evaluation/knobRefinement';

const at = (setting: Record<string, number>, cost: number) => ({
  setting,
  quality: 0.5,
  cost,
  costSpread: 0,
});

describe('prices between those that were tried', () => {
  it('are looked for where costs leap, halfway by the logarithm, the widest leap first', () => {
    const tries = [
      at({ alpha: 1e-4 }, 9),
      at({ alpha: 1e-3 }, 8.9),
      at({ alpha: 1e-2 }, 7),
      at({ alpha: 1e-1 }, 2),
    ];
    expect(settingsBetween(tries, 2, 9)).toEqual([{ alpha: 0.0316 }, { alpha: 0.00316 }]);
  });

  it('count nothing beyond the dearest expert, and nothing at a price of 0', () => {
    const tries = [
      at({ lambda: 0 }, 90),
      at({ lambda: 1e-4 }, 40),
      at({ lambda: 1e-3 }, 9.1),
      at({ lambda: 1e-2 }, 9),
    ];
    expect(settingsBetween(tries, 2, 9)).toEqual([]);
  });

  it('lie between settings that differ in nothing else', () => {
    const tries = [at({ alpha: 1e-3, p0: 1 }, 9), at({ alpha: 1e-2, p0: 0.5 }, 2), at({ p0: 0.7 }, 5)];
    expect(settingsBetween(tries, 2, 9)).toEqual([]);
    expect(settingsBetween([...tries, at({ alpha: 4e-3, p0: 1 }, 4)], 2, 9)).toEqual([
      { alpha: 0.002, p0: 1 },
    ]);
  });
});
