import { describe, expect, it } from 'vitest';
import { defaultKnobs, knobError } from '../../src/der/core/mdp';
import { expectedSeconds, presetNames, presetOf, presets } from '../../src/der/core/presets';

describe('presets', () => {
  it('are in range, and Balanced is what the contract has by default', () => {
    for (const name of presetNames)
      for (const [knob, value] of Object.entries(presets[name]))
        expect(knobError(knob as keyof typeof presets.fast, value)).toBeUndefined();
    expect({ ...presets.balanced, transfer: 'always' }).toEqual(defaultKnobs);
  });

  it('are dearer one after the other, so that a folder may choose a cheaper one', () => {
    const [fast, balanced, best] = presetNames.map((name) => presets[name]);
    for (const [cheap, dear] of [
      [fast!, balanced!],
      [balanced!, best!],
    ] as const) {
      expect(cheap.alpha).toBeGreaterThan(dear.alpha);
      expect(cheap.p0).toBeLessThan(dear.p0);
      expect(cheap.maxSteps).toBeLessThan(dear.maxSteps);
      expect(cheap.beta).toBeLessThanOrEqual(dear.beta);
    }
  });

  it('are told by their values; others are custom', () => {
    for (const name of presetNames) expect(presetOf({ ...defaultKnobs, ...presets[name] })).toBe(name);
    expect(presetOf({ ...presets.fast, p0: 0.61 })).toBe('custom');
  });

  it('are expected to take what that many of the quickest and of the slowest experts take', () => {
    expect(expectedSeconds('fast', [4, 1, 9, 2])).toEqual({ least: 1, most: 9 });
    expect(expectedSeconds('balanced', [4, 1, 9, 2])).toEqual({ least: 3, most: 13 });
    expect(expectedSeconds('best', [4, 1, 9, 2])).toEqual({ least: 7, most: 15 });
    expect(expectedSeconds('best', [4])).toEqual({ least: 4, most: 4 });
    expect(expectedSeconds('best', [])).toBeUndefined();
  });
});
