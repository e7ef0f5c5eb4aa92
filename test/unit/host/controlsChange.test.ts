import { describe, expect, it } from 'vitest';
import { withControls } from '../../../src/host/controlsChange';

describe('a change of the controls', () => {
  it('keeps what it does not name', () => {
    const before = { pinned: 'a', excluded: ['b'] };
    expect(withControls(before, {})).toEqual(before);
    expect(withControls(before, { pinned: null })).toEqual({ pinned: null, excluded: ['b'] });
  });

  it('takes an expert that is pinned out of the excluded ones', () => {
    const before = { pinned: null, excluded: ['a', 'b'] };
    expect(withControls(before, { pinned: 'a' })).toEqual({ pinned: 'a', excluded: ['b'] });
  });

  it('unpins an expert that is excluded', () => {
    const before = { pinned: 'a', excluded: ['b'] };
    expect(withControls(before, { excluded: ['b', 'a'] })).toEqual({ pinned: null, excluded: ['b', 'a'] });
  });
});
