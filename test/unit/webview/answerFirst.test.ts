/** What stands where once a route has a result. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailedEvent, RouteEvent } from '../../../src/der/trace/events';
import { answerFirst, othersWords } from '../../../src/webview/chain/answerFirst';
import { nextRouteView, type AttemptView, type RouteView } from '../../../src/webview/chain/routeView';
import { allEvents, hashedTerminator, knobValues, pools, ScriptedExpert, startRoute } from '../routeSupport';

const viewOf = (events: readonly RouteEvent[]) =>
  events.reduce(nextRouteView, undefined as RouteView | undefined)!;

const answers = (id: string, text: string) =>
  new ScriptedExpert({ id, behaviour: { does: 'answers', text } });

describe('a route with a result', () => {
  it('puts it first, and every other request in one place', () =>
    fc.assert(
      fc.asyncProperty(pools, knobValues, fc.integer(), async (scripts, knobs, seed) => {
        const pool = scripts.map((script) => new ScriptedExpert(script));
        const view = viewOf(await allEvents(startRoute(pool, { knobs, terminator: hashedTerminator(seed) })));
        const first = answerFirst(view);
        expect(first?.chosen.step).toBe(view.end!.final?.step);
        if (!first) return;
        const placed = [first.chosen, ...first.others, ...first.passed];
        expect([...placed].sort((a, b) => a.attempt - b.attempt)).toEqual(view.attempts);
      }),
    ));

  it('has none while it runs', async () => {
    const events = await allEvents(startRoute([answers('a', 'one')]));
    expect(answerFirst(viewOf(events.slice(0, -1)))).toBeUndefined();
    expect(answerFirst(viewOf(events))?.chosen.answer).toBe('one');
  });

  it('keeps a tool that had nothing to say out of the fold, and a model in it', async () => {
    const declines = { does: 'declines' } as const;
    const pool = [
      new ScriptedExpert({ id: 'tool', tool: true, costB: 0, behaviour: declines }),
      new ScriptedExpert({ id: 'model', behaviour: declines }),
      answers('a', 'one'),
    ];
    const first = answerFirst(viewOf(await allEvents(startRoute(pool))));
    expect(first?.passed.map(({ expert }) => expert.id)).toEqual(['tool']);
    expect(first?.others.map(({ expert }) => expert.id)).toEqual(['model']);
  });
});

describe('what is behind the result', () => {
  it('is counted: drafts, those that are the same, and who gave none', async () => {
    const view = viewOf(await allEvents(startRoute([answers('a', 'one')])));
    const [chosen] = view.attempts as [AttemptView];
    const other = { ...chosen, answer: 'two' };
    const failed = { ...chosen, outcome: { type: 'failed' } as FailedEvent };
    const words = (...others: AttemptView[]) => othersWords({ chosen, others, passed: [] });
    expect(words(other)).toBe('1 other answer');
    expect(words(other, failed, other)).toBe('2 other answers · 1 gave no answer');
    expect(words(other, chosen)).toBe('2 other answers · 1 the same');
    expect(words(failed)).toBe('1 gave no answer');
  });
});
