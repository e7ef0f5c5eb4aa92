import { expect, it } from 'vitest';
import { withoutOld } from '../../../../src/host/code/beforeAfter';

it('old code that has the marks of a change itself makes none of the next block', () => {
  const old = { path: 'a.rst', language: 'rst', code: 'Title\n=======\n', old: true } as const;
  const now = { path: 'a.rst', language: 'rst', code: 'Other\n=======\n' };
  expect(withoutOld([old, now])).toEqual([now]);
  expect(
    withoutOld([
      { ...old, code: 'Title\n' },
      { ...now, code: 'Other\n' },
    ])[0]!.code,
  ).toMatch(/^<{7} SEARCH/);
});
