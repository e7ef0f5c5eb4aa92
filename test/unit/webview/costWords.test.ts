import { describe, expect, it } from 'vitest';
import { costUnits } from '../../../src/der/core/costUnit';
import type { ExpertSummary } from '../../../src/der/core/experts';
import {
  amountWords,
  comparedWords,
  countsWords,
  savedWords,
  totalWords,
} from '../../../src/webview/knobs/costText';

describe('what α counts, in words', () => {
  it('is an amount in the unit it was given in', () => {
    expect(costUnits.map((unit) => amountWords(32, unit))).toEqual([
      '32B',
      '$0.40 per million tokens',
      '16 s',
    ]);
    expect(amountWords(0, 'money')).toBe('$0 per million tokens');
  });

  it('names the unit wherever amounts are added up, compared or saved', () => {
    expect(costUnits.map((unit) => totalWords(32, unit)[0])).toEqual([
      'compute 32B',
      'prices $0.40 per million tokens',
      'usual time 16 s',
    ]);
    expect(costUnits.map((unit) => comparedWords(8, 32, 'always large', unit))).toEqual([
      '75 % less compute than always large',
      '75 % less by price than always large',
      '75 % less usual time than always large',
    ]);
    expect(costUnits.map((unit) => savedWords(0.5, unit))).toEqual([
      '50 % less compute',
      '50 % less by price',
      '50 % less usual time',
    ]);
  });

  it('compares with what costs nothing', () => {
    expect(comparedWords(0, 0, 'all', 'money')).toBe('The same prices as all');
    expect(comparedWords(32, 0, 'all', 'money')).toBe('$0.40 per million tokens against nothing for all');
  });

  it('says of an expert what is not known', () => {
    const counted = (unit: 'money' | 'time', costEstimated: boolean): ExpertSummary => ({
      id: 'one',
      name: 'one',
      provider: 'openai',
      costB: 8,
      costEstimated,
      counts: { unit, sizeB: 8, sizeEstimated: false },
      leavesMachine: true,
    });
    expect(countsWords(counted('time', false))).toBe('counts as 4 s');
    expect(countsWords(counted('time', true))).toBe('time not measured yet, counts as 4 s by its size');
    expect(countsWords(counted('money', true))).toMatch(/^price unknown, counts as \$0\.10/);
    expect(countsWords({ ...counted('money', false), tool: true })).toBeUndefined();
  });
});
