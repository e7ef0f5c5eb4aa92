/**
 * A trace that an earlier version saved: `npm run ask -- --json` on simulated experts, with a refinement, an expert
 * that was not running and one that may not be asked. Whoever kept such a trace can still read it.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { stopReasons } from '../../src/der/core/mdp';
import { eventsOf } from '../../src/der/trace/eventsFromTrace';
import { traceOf } from '../../src/der/trace/traceFromEvents';
import type { Trace } from '../../src/der/trace/trace';
import { of } from './routeSupport';

const golden = JSON.parse(await readFile('test/unit/golden/route.json', 'utf8')) as Trace;

describe('a saved trace', () => {
  const events = eventsOf(golden);

  it('replays to the same events as when it was saved', async () => {
    const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    await expect(text).toMatchFileSnapshot('golden/route.events.jsonl');
  });

  it('comes to the same end', () => {
    const [end] = of(events, 'finished');
    expect(events.at(-1)).toBe(end);
    expect(stopReasons).toContain(end!.stop);
    expect(end!.final).toEqual({ step: 2, answer: golden.steps[2]!.answer });
    expect(of(events, 'judged').at(-1)!.best).toBe(2);
    expect(of(events, 'failed').map(({ error }) => error.kind)).toEqual(['not_running']);
    expect(traceOf(events)).toEqual(golden);
  });
});
