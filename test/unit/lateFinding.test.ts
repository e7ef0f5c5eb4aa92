/** What is found out about an answer after its route has ended. */
import { expect, it } from 'vitest';
import type { Finding } from '../../src/der/evidence/findings';
import { lateFinding } from '../../src/der/trace/lateFindings';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import { allEvents, of, ScriptedExpert, startRoute } from './routeSupport';

const passes: Finding = { type: 'command', command: 'npm test', ok: true };
const fails: Finding = { type: 'command', command: 'npm test', ok: false, message: 'no' };

it('stands on its answer beside all else, in the trace as well, and only the newest of it', async () => {
  const pool = ['a', 'b'].map(
    (id) => new ScriptedExpert({ id, behaviour: { does: 'answers', text: `The answer is ${id}.` } }),
  );
  const knobs = { p0: 1, maxSteps: 2 };
  const events = await allEvents(startRoute(pool, { question: 'Which letter?', knobs }));
  const first = lateFinding(events, 0, fails, 5);
  expect(first).toMatchObject({ type: 'checked', step: 1, late: true, checksMs: 5 });
  expect(first.checked.answers.map(({ findings }) => findings)).toEqual([[fails], []]);
  const second = lateFinding([...events, first], 1, fails, 5);
  const third = lateFinding([...events, first, second], 0, passes, 5);
  expect(third.checked.answers.map(({ findings }) => findings)).toEqual([[passes], [fails]]);
  const trace = traceOf([...events, first, second, third]);
  expect(trace.steps.map(({ checked }) => checked)).toEqual([undefined, third.checked]);
  expect(of(eventsOf(trace), 'checked')).toHaveLength(1);
});
