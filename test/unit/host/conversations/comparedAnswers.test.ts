import { describe, expect, it } from 'vitest';
import { answersOf, differenceWords } from '../../../../src/host/conversations/comparedAnswers';
import { allEvents, ScriptedExpert, startRoute } from '../../routeSupport';

describe('the answers that can be compared', () => {
  it('are the complete ones, with the names of their experts', async () => {
    const pool = [
      new ScriptedExpert({ id: 'a', name: 'Anna', behaviour: { does: 'answers', text: 'one' } }),
      new ScriptedExpert({ id: 'b', name: 'Bruno', behaviour: { does: 'answers', text: 'two' } }),
      new ScriptedExpert({ id: 'c', behaviour: { does: 'fails', after: 'half' } }),
    ];
    const knobs = { p0: 1, alpha: 0, beta: 10, maxSteps: 3 };
    const answers = answersOf(await allEvents(startRoute(pool, { knobs })));
    expect(answers.map(({ step }) => step)).toEqual(answers.map((_, index) => index));
    expect(new Set(answers.map(({ name, text }) => `${name}: ${text}`))).toEqual(
      new Set(['Anna: one', 'Bruno: two']),
    );
    expect(answersOf([])).toEqual([]);
  });
});

describe('what differs, on one line', () => {
  it.each([
    ['a\nb\nc', 'a\nB\nc\nd', 'lines: 2 new, 1 gone'],
    ['a\n\nb', 'a\nb', 'the same lines'],
    ['a\nb', 'b\na', 'the same lines'],
    ['a\na', 'a', 'lines: 0 new, 1 gone'],
    ['a', 'a', 'the same, word by word'],
  ])('%j and %j: %s', (before, after, words) => {
    expect(differenceWords(before, after)).toBe(words);
  });
});
