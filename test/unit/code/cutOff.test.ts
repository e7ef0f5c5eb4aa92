import { describe, expect, it } from 'vitest';
import { isUnifiedDiff, parseUnifiedDiff } from '../../../src/host/code/unifiedDiff';

const whole = 'src/a.ts\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n';

describe('old lines above new ones that were cut off', () => {
  it.each([
    ['in the old ones', '<<<<<<< SEARCH\nc\n'],
    ['before the new ones', '<<<<<<< SEARCH\nc\n=======\n'],
    ['in the new ones', '<<<<<<< SEARCH\nc\n=======\nd\n'],
  ])('%s say so, alone and behind others', (_, rest) => {
    for (const code of [`src/a.ts\n${rest}`, whole + rest]) {
      expect(isUnifiedDiff('ts', code)).toBe(true);
      const diffs = parseUnifiedDiff(code);
      expect(diffs.at(-1)).toMatchObject({ newPath: 'src/a.ts', hunks: [], cutOff: true });
    }
  });

  it('are told from those that are whole, and from conflicts of git', () => {
    expect(parseUnifiedDiff(whole).some(({ cutOff }) => cutOff)).toBe(false);
    expect(isUnifiedDiff('ts', '<<<<<<< HEAD\na\n=======\nb\n')).toBe(false);
  });
});
