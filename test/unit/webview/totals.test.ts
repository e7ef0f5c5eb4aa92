import { describe, expect, it } from 'vitest';
import type { FinishedEvent, RouteEvent } from '../../../src/der/trace/events';
import { nextRouteView, type RouteView } from '../../../src/webview/chain/routeView';
import { totalFacts } from '../../../src/webview/chain/totals';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

const declines = { does: 'declines' } as const;
const events: readonly RouteEvent[] = await allEvents(
  startRoute([
    new ScriptedExpert({ id: 'tool', tool: true, costB: 0, behaviour: declines }),
    new ScriptedExpert({ id: 'model', costB: 8, behaviour: { does: 'answers', text: 'one' } }),
  ]),
);
const view = events.reduce(nextRouteView, undefined as RouteView | undefined)!;
const end = events.at(-1) as FinishedEvent;

/** The line and the rest, with these totals. */
function told(change: Partial<FinishedEvent['totals']>, route = view) {
  const totals = { steps: 1, attempts: 2, costB: 8, usdIncomplete: false, answerTokens: 20, reward: 1 };
  const { line, rest } = totalFacts(route, { ...end, totals: { ...totals, totalMs: 6790, ...change } });
  return [line, rest].map((facts) => facts.map(([text]) => text).join(' · '));
}

describe('what a route took in all', () => {
  it('is time, models and money on one line, and the rest beside it', () => {
    expect(told({ usd: 0.0123 })[0]).toBe('6.8 s · 1 model asked · $0.012');
    expect(told({ usd: 0.0123 })[1]).toContain(
      '1 answer · 1 gave no answer · 20 tokens · compute 8B · reward',
    );
    expect(told({ usd: 0 })[0]).toBe('6.8 s · 1 model asked · no charge');
    expect(told({ usd: 0.0123, usdIncomplete: true })[0]).toContain('cost at least $0.012');
  });

  it('is what α counts where there is no price, and says then that the cost is unknown', () => {
    expect(told({})).toEqual(['6.8 s · 1 model asked · compute 8B', expect.not.stringContaining('cost')]);
    expect(told({ usd: 0, usdIncomplete: true })).toEqual([
      '6.8 s · 1 model asked · compute 8B',
      expect.stringContaining('cost unknown'),
    ]);
  });

  it('does not call a tool a model', () => {
    const attempts = view.attempts.filter(({ expert }) => expert.tool);
    expect(told({ usd: 0 }, { ...view, attempts })[0]).toBe('6.8 s · no model asked · no charge');
  });
});
