import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { eventsOf } from '../../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../../src/der/trace/traceFromEvents';
import { mergeDeltas } from '../../support/mergeDeltas';
import { initialState, nextPanelState } from '../../../src/webview/panel/panelState';
import {
  askedOf,
  nextRouteView,
  recordedOf,
  turnsBefore,
  type RouteView,
} from '../../../src/webview/chain/routeView';
import { allEvents, hashedTerminator, knobValues, pools, ScriptedExpert, startRoute } from '../routeSupport';

const viewOf = (events: Iterable<RouteEvent>): RouteView =>
  [...events].reduce(nextRouteView, undefined as RouteView | undefined)!;

/** The events of a real route over an arbitrary pool, and how many of them to look at. */
const routes = fc.tuple(pools, knobValues, fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }));

function onRoutes(check: (events: RouteEvent[], share: number) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(routes, async ([scripts, knobs, seed, share]) => {
      const pool = scripts.map((script) => new ScriptedExpert(script));
      check(await allEvents(startRoute(pool, { knobs, terminator: hashedTerminator(seed) })), share);
    }),
  );
}

describe('what is told under a route', () => {
  it('needs an answer for a what-if, and leaves out whom the route could not reach', () =>
    onRoutes((events) => {
      const view = viewOf(events);
      const answered = events.filter(({ type }) => type === 'answered').length;
      expect(recordedOf(view) === undefined).toBe(answered === 0 || view.end?.error !== undefined);
      const failed = events.flatMap((event) =>
        event.type === 'failed' && !['declined', 'cancelled'].includes(event.error.kind)
          ? [event.expert]
          : [],
      );
      expect([...(askedOf(view)?.failed ?? [])].sort()).toEqual([...new Set(failed)].sort());
    }));
});

describe('the view of a route', () => {
  it('is the same streamed, cut anywhere, and replayed with its deltas merged', () =>
    onRoutes((events, share) => {
      const sofar = events.slice(0, 1 + Math.floor(share * (events.length - 1)));
      expect(viewOf(mergeDeltas(sofar))).toEqual(viewOf(sofar));
    }));

  it('is the same from the saved trace', () =>
    onRoutes((events) => {
      expect(viewOf(eventsOf(traceOf(events)))).toEqual(viewOf(events));
    }));

  it('is the same without the deltas of requests that have ended, as a log keeps it', () =>
    onRoutes((events) => {
      expect(viewOf(events.filter(({ type }) => type !== 'delta'))).toEqual(viewOf(events));
    }));

  it('shows the last judgement of every answer, and the terms of the return', () =>
    onRoutes((events) => {
      const view = viewOf(events);
      const answers = view.attempts.filter(({ outcome }) => outcome?.type === 'answered');
      const judged = events.findLast((event) => event.type === 'judged')?.judged ?? [];
      expect(answers.map(({ quality }) => quality?.last)).toEqual(judged);
      const sum = answers.flatMap(({ reward }) => Object.values(reward!)).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(view.end!.totals.reward, 6);
    }));

  it('keeps the identity of what an event does not touch, so that it is not rendered again', () =>
    onRoutes((events) => {
      let view: RouteView | undefined;
      for (const event of events) {
        const next = nextRouteView(view, event)!;
        if (event.type === 'delta') {
          const changed = next.attempts.filter((attempt, index) => attempt !== view!.attempts[index]);
          expect(changed.map(({ attempt }) => attempt)).toEqual([event.attempt]);
        }
        view = next;
      }
    }));
});

describe('the turns before a new question', () => {
  it('keep a route until what goes on from it has an answer', () =>
    onRoutes((events) => {
      const first = viewOf(events);
      const again = { ...first, id: 'again', continues: { id: first.id, steps: 0 } };
      const { end, ...running } = again;
      const turns = end?.final ? 1 : 0;
      expect(turnsBefore([first, again])).toHaveLength(turns);
      expect(turnsBefore([first, running])).toHaveLength(turns);
    }));
});

describe('the state of the panel', () => {
  it('is the same after a restore as after the stream', () =>
    onRoutes((events) => {
      const id = viewOf(events).id;
      const { conversation, knobs, controls, attachments, pool, trained } = initialState;
      const base = { conversation, knobs, controls, attachments, pool, trained };
      const restore = { type: 'restore' as const, running: null, draft: '', ...base };
      const streamed = [...events].reduce(
        (state, event) => nextPanelState(state, { type: 'events', route: id, events: [event] }),
        nextPanelState(initialState, { ...restore, routes: [] }),
      );
      const log = { id, events: mergeDeltas(events) };
      expect(nextPanelState(initialState, { ...restore, routes: [log] })).toEqual(streamed);
    }));

  it('shows a notice once, however often it comes, and only the latest few', () => {
    const notice = (text: string) => ({ type: 'notice' as const, level: 'info' as const, text });
    const state = ['a', 'b', 'a', 'c', 'd'].map(notice).reduce(nextPanelState, initialState);
    expect(state.notices.map(({ text }) => text)).toEqual(['a', 'c', 'd']);
  });

  it('ignores events of a route whose beginning it never saw', () => {
    const delta = { type: 'delta', step: 0, attempt: 0, channel: 'answer', text: 'x' } as const;
    expect(nextPanelState(initialState, { type: 'events', route: 'r', events: [delta] }).routes).toEqual([]);
  });
});
