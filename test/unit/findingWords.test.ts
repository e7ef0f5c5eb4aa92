import { describe, expect, it } from 'vitest';
import { findingWords } from '../../src/findingWords';

describe('what checks found, in words', () => {
  it('is silent where nothing was found', () => {
    expect(findingWords({ like: [] })).toEqual([]);
  });

  it('names what runs, examples, and who behaves the same', () => {
    const examples = { passed: 3, stated: 3 };
    expect(findingWords({ runs: true, examples, like: [0, 2] })).toEqual([
      'runs',
      '3 of 3 examples',
      'behaves as answers 1 and 3',
    ]);
  });

  it('counts the problems that it would add', () => {
    const words = [0, 1, 5].map((problems) => findingWords({ runs: true, problems, like: [] })[1]);
    expect(words).toEqual(['adds no problems', 'adds one problem', 'adds 5 problems']);
  });

  it("tells the outcome of the person's own check", () => {
    const words = [true, false].map((passesOwn) => findingWords({ passesOwn, like: [] }));
    expect(words).toEqual([['passes your check'], ['fails your check']]);
  });

  it('names where a block does not parse, and that nothing was run', () => {
    expect(findingWords({ fault: { language: 'go', line: 7 }, like: [], cannot: 'no Go here' })).toEqual([
      'line 7 does not parse',
      'not run',
    ]);
  });
});
