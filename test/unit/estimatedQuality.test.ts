/** Where predictions were not validated for a question, everything that shows them says that they are estimates. */
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/der/core/mdp';
import { Chain } from '../../src/cli/terminal/chain';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { mergeDeltas } from '../support/mergeDeltas';
import { nextRouteView, type RouteView } from '../../src/webview/chain/routeView';
import { allEvents, hashedTerminator, of, ScriptedExpert, startRoute } from './routeSupport';

async function asked(question: string) {
  const pool = [new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'Forty-two.' } })];
  const estimates = async (state: State) => state.question.startsWith('Pourquoi');
  const terminator = { ...hashedTerminator(1), estimates };
  return mergeDeltas(await allEvents(startRoute(pool, { question, terminator })));
}

describe('a predicted quality', () => {
  it('is called an estimate where the question is unlike those it was validated on', async () => {
    const events = await asked('Pourquoi ?');
    expect(of(events, 'judged').map(({ estimated }) => estimated)).toEqual([true]);
    const trace = traceOf(events);
    expect(trace.steps[0]!.estimated).toBe(true);
    expect(mergeDeltas(eventsOf(trace))).toEqual(events);

    const chain = new Chain({ width: 80, color: false });
    expect(events.map((event) => chain.render(event)).join('')).toContain('a mere estimate');

    const view = events.reduce<RouteView | undefined>(nextRouteView, undefined);
    expect(view!.attempts[0]!.quality!.estimated).toBe(true);
  });

  it('is not where the question is like them', async () => {
    const events = await asked('What is six times seven?');
    expect(of(events, 'judged')[0]).not.toHaveProperty('estimated');
    expect(traceOf(events).steps[0]).not.toHaveProperty('estimated');
  });
});
