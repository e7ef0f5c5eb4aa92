/** Whatever was in the stream, an export imports again; whatever is imported, a route that goes on from it ends once. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepUpTo } from '../../../../src/der/route/continuation';
import type { RouteEvent } from '../../../../src/der/trace/events';
import { traceOf } from '../../../../src/der/trace/traceFromEvents';
import type { Trace } from '../../../../src/der/trace/trace';
import { asJson, leftOut } from '../../../../src/host/conversations/exporting';
import { parseExport } from '../../../../src/host/conversations/importing';
import { allEvents, ScriptedExpert, startRoute } from '../../routeSupport';

async function someRoute(): Promise<RouteEvent[]> {
  const pool = [
    new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'I am a', thinking: 'hm' } }),
    new ScriptedExpert({ id: 'b', behaviour: { does: 'fails', after: 'half' } }),
    new ScriptedExpert({ id: 'c', behaviour: { does: 'answers', text: 'I am c' } }),
  ];
  return allEvents(startRoute(pool, { question: 'Why?', knobs: { p0: 1, maxSteps: 3 } }));
}

const numbers = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, -1, 1e308, -0, null, '12', undefined),
  fc.double(),
);

/** Every number of it that a server reports replaced by something else. */
function withNumbers(event: RouteEvent, number: unknown): RouteEvent {
  if (event.type !== 'answered' && event.type !== 'failed') return event;
  const usage = { promptTokens: number, answerTokens: number, usd: number, costB: number };
  const odd = { ...event, usage };
  return (event.type === 'answered'
    ? { ...odd, timing: { ...event.timing, loadMs: number, queuedMs: number, firstTokenMs: number } }
    : { ...odd, error: { ...event.error, retryAfterMs: number } }) as unknown as RouteEvent;
}

it('an export imports again, whatever numbers and texts a server sent', async () => {
  const events = await someRoute();
  await fc.assert(
    fc.asyncProperty(numbers, fc.string({ unit: 'binary' }), async (number, text) => {
      const odd = events.map((event) => {
        const changed = withNumbers(event, number);
        return changed.type === 'answered' ? { ...changed, answer: text, thinking: text } : changed;
      });
      const conversation = { title: text, routes: [{ id: 'r', events: odd }] };
      expect(leftOut(conversation)).toBe(0);
      const { routes } = parseExport(asJson(conversation));
      expect(routes).toHaveLength(1);
      expect(routes[0]!.events.filter(({ type }) => type === 'finished')).toHaveLength(1);
    }),
  );
});

it('an export imports again as a terminal or an editor saved it', async () => {
  const json = asJson({ title: 'Ä', routes: [{ id: 'r', events: await someRoute() }] });
  for (const file of [`\ufeff${json}`, Buffer.from(`\ufeff${json}`), Buffer.from(`\ufeff${json}`, 'utf16le')])
    expect(parseExport(file)).toMatchObject({ title: 'Ä', routes: [{}] });
});

it('a route whose numbers of steps nobody counted rightly, imports again, and they are counted', async () => {
  const events = await someRoute();
  const odd = events.map((event) =>
    event.type === 'finished' ? { ...event, totals: { ...event.totals, steps: NaN, attempts: -3 } } : event,
  );
  const { routes } = parseExport(asJson({ title: 'x', routes: [{ id: 'r', events: odd }] }));
  expect(routes[0]?.events.at(-1)).toMatchObject({ totals: { steps: 3, attempts: 4 } });
});

it('a route of which events are missing is left out and counted, and never stops the others', async () => {
  const events = await someRoute();
  fc.assert(
    fc.property(fc.subarray(events), (some) => {
      const conversation = {
        title: '',
        routes: [
          { id: 'some', events: some },
          { id: 'all', events },
        ],
      };
      const { routes } = parseExport(asJson(conversation));
      expect(routes.length).toBeGreaterThanOrEqual(1);
      expect(routes.length).toBeLessThanOrEqual(2 - Math.min(1, leftOut(conversation)));
    }),
  );
});

it('a route that goes on from an imported one that does not add up ends exactly once', async () => {
  const trace = traceOf(await someRoute());
  const small = fc.integer({ min: 0, max: 5 });
  const change = fc.record({
    judged: fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { maxLength: 6 }),
    attempt: small,
    shown: fc.array(small, { maxLength: 4 }),
    final: fc.option(small),
    steps: fc.nat(9),
  });
  await fc.assert(
    fc.asyncProperty(change, fc.nat(2), async ({ judged, attempt, shown, final, steps }, at) => {
      const odd: Trace = {
        ...trace,
        steps: trace.steps.map((step, index) => (index === at ? { ...step, judged, attempt, shown } : step)),
        attempts: trace.attempts.map((one) => ({ ...one, attempt, step: steps })),
        final: final === null ? null : { step: final, answer: 'other' },
        totals: { ...trace.totals, steps, attempts: steps },
      };
      const [route] = parseExport(JSON.stringify(odd)).routes;
      const answered = route!.events.filter(({ type }) => type === 'answered');
      expect(answered).toHaveLength(trace.steps.length);
      expect(traceOf(route!.events).steps).toHaveLength(trace.steps.length);
      for (let step = 0; step < answered.length; step++) {
        if (!route!.events.some((event) => event.type === 'judged' && event.step === step)) continue;
        const kept = keepUpTo(route!.events, step);
        const pool = [new ScriptedExpert({ id: 'd', behaviour: { does: 'answers', text: 'I am d' } })];
        const events = await allEvents(startRoute(pool, { continues: { id: trace.id, kept } }));
        expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
        expect(events.at(-1)!.type).toBe('finished');
      }
    }),
  );
});

it('what is kept of a route that judges more answers than there are still ends exactly once', async () => {
  const events = await someRoute();
  const kept = keepUpTo(events, 0).map((event) =>
    event.type === 'judged' ? { ...event, judged: [0.1, 0.2, 0.9] } : event,
  );
  const pool = [new ScriptedExpert({ id: 'd', behaviour: { does: 'fails', after: '' } })];
  const all = await allEvents(startRoute(pool, { continues: { id: 'r', kept } }));
  expect(all.filter(({ type }) => type === 'finished')).toHaveLength(1);
});
