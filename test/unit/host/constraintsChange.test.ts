import { describe, expect, it } from 'vitest';
import { withConstraints } from '../../../src/host/asking/constraintsChange';

describe('a change of the controls', () => {
  it('keeps what it does not name', () => {
    const before = { pinned: 'a', excluded: ['b'], earlierTurns: true };
    expect(withConstraints(before, {})).toEqual(before);
    expect(withConstraints(before, { pinned: null })).toEqual({
      pinned: null,
      excluded: ['b'],
      earlierTurns: true,
    });
  });

  it('takes an expert that is pinned out of the excluded ones', () => {
    const before = { pinned: null, excluded: ['a', 'b'], earlierTurns: true };
    expect(withConstraints(before, { pinned: 'a' })).toEqual({
      pinned: 'a',
      excluded: ['b'],
      earlierTurns: true,
    });
  });

  it('unpins an expert that is excluded', () => {
    const before = { pinned: 'a', excluded: ['b'], earlierTurns: true };
    expect(withConstraints(before, { excluded: ['b', 'a'] })).toEqual({
      pinned: null,
      excluded: ['b', 'a'],
      earlierTurns: true,
    });
  });
});
