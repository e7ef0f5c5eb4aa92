import { describe, expect, it } from 'vitest';
import type { Checked, Finding } from '../../../src/der/evidence/findings';
import type { RouteEvent } from '../../../src/der/trace/events';
import { alikeIn, sameText, saysMore } from '../../../src/webview/chain/alike';
import { nextRouteView, type AttemptView, type RouteView } from '../../../src/webview/chain/routeView';
import { verdict, verdictText } from '../../../src/webview/chain/verdict';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

const viewOf = (events: readonly RouteEvent[]) =>
  events.reduce(nextRouteView, undefined as RouteView | undefined)!;

const events = await allEvents(
  startRoute(
    ['a', 'b'].map(
      (id) => new ScriptedExpert({ id, behaviour: { does: 'answers', text: 'The answer is 42.' } }),
    ),
    {
      knobs: { p0: 1, beta: 10, alpha: 0, maxSteps: 2 },
      terminator: { judge: async ({ answers }) => answers.map(() => 0.5) },
    },
  ),
);
const [answered] = viewOf(events.filter(({ type }) => type !== 'judged')).attempts;

const judged = (last: number, more: Partial<AttemptView> = {}): AttemptView => ({
  ...answered!,
  quality: { first: last, last },
  ...more,
});

const checked = (...findings: readonly Finding[]): Checked => ({
  kind: 'program',
  answers: [{ kind: 'program', findings }],
  alike: [[1]],
});

const words = (attempt: AttemptView, found?: Checked, agree: readonly number[] = [], same?: number) =>
  verdictText(verdict(attempt, { checked: found, alike: { agree, same } }));

describe('the verdict on an answer', () => {
  it('is in words, by the predicted quality', () => {
    expect(words(judged(0.75))).toBe('likely right');
    expect(words(judged(0.7499))).toBe('unsure');
    expect(words(judged(0.2))).toBe('likely wrong');
    expect(words(answered!)).toBe('not judged');
  });

  it('says what speaks for it, and that it is a mere estimate', () => {
    const examples: Finding = { type: 'examples', passed: 3, failed: [] };
    const runs: Finding = { type: 'runs', language: 'python', ok: true };
    expect(words(judged(0.9), checked(runs, examples), [1])).toBe(
      'likely right · two agree, 3 of 3 examples',
    );
    expect(words(judged(0.9), checked(runs), [1, 2])).toBe('likely right · three agree, runs');
    expect(words(judged(0.5), undefined, [1, 2, 3])).toBe('unsure · 4 agree');
    expect(words(judged(0.9, { quality: { first: 0.9, last: 0.9, estimated: true } }))).toBe(
      'likely right · a mere estimate',
    );
  });

  it('says once of two answers that are the same', () => {
    expect(words(judged(0.9), undefined, [0], 0)).toBe('likely right · same as answer 1');
    expect(words(judged(0.9), undefined, [0, 1], 0)).toBe('likely right · three agree, same as answer 1');
    expect(words(judged(0.9), undefined, [], 1)).toBe('likely right · same as answer 2');
  });

  it('believes what was run before what was predicted', () => {
    const failure = { input: 'f(1)', expected: '1', got: '2' };
    const failed: Finding = { type: 'examples', passed: 2, failed: [failure] };
    const runs: Finding = { type: 'runs', language: 'python', ok: true };
    expect(words(judged(0.9), checked(runs, failed))).toBe('likely wrong · 2 of 3 examples');
  });

  it('does not call likely what a tool computed', () => {
    const { outcome } = judged(1);
    const verified = { ...outcome, verified: true } as NonNullable<AttemptView['outcome']>;
    expect(words(judged(1, { outcome: verified }))).toBe('computed, not predicted');
  });
});

describe('which answers of a route say the same', () => {
  it('is the same where only white space differs, indentation aside', () => {
    expect(sameText('a\n\nb  \n', 'a\nb')).toBe(true);
    expect(sameText('if a:\n  b', 'if a:\nb')).toBe(false);
  });

  it('is told by step, and anew once another answer is complete', () => {
    expect(alikeIn(viewOf(events))).toEqual([{ agree: [1] }, { agree: [0], same: 0 }]);
    const views = events.map((_, index) => viewOf(events.slice(0, index + 1)));
    const anew = views.flatMap((view, index) =>
      saysMore(view, views[index - 1]) ? [events[index]!.type] : [],
    );
    expect(anew).toEqual(['started', 'answered', 'answered']);
  });
});
