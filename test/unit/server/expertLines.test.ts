import { describe, expect, it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExpertEvent } from '../../../src/der/core/experts';
import { ExpertLines } from '../../../src/server/queue/expertLines';
import { Admission } from '../../../src/server/queue/admission';
import { Pace } from '../../../src/server/queue/pace';
import { ScriptedExpert } from '../routeSupport';

const never = new AbortController().signal;
const request = { question: 'Is it so?', messages: [{ role: 'user', content: 'Is it so?' }] } as const;
const slow = new ScriptedExpert({ id: 'slow', behaviour: { does: 'hangs' } });
const quick = new ScriptedExpert({ id: 'quick', behaviour: { does: 'answers', text: 'It is.' } });

async function lastOf(events: AsyncIterable<ExpertEvent>): Promise<ExpertEvent | undefined> {
  let last: ExpertEvent | undefined;
  for await (const event of events) last = event;
  return last;
}

describe('the line of an expert', () => {
  it('holds up nobody who asks another one, and turns away with when to come again', async () => {
    const lines = new ExpertLines({ experts: { slow: { concurrency: 1, waiting: 1 } } });
    const stop = new AbortController();
    const asked = [1, 2].map(() =>
      lastOf(lines.through(slow, 'Ada').ask(request, stop.signal)).catch(() => 'over'),
    );
    await delay(5);
    expect(lines.state.get('slow')).toEqual({ running: 1, waiting: 1 });
    await expect(lastOf(lines.through(slow, 'Bob').ask(request, never))).rejects.toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 5000,
    });
    expect(await lastOf(lines.through(quick, 'Bob').ask(request, never))).toMatchObject({ type: 'done' });
    expect(lines.allFull([slow, quick])).toBeUndefined();
    expect(lines.allFull([slow])).toMatchObject({ status: 429, retryAfterSeconds: 5 });
    stop.abort();
    expect(await Promise.all(asked)).toEqual(['over', 'over']);
    expect(lines.state.get('slow')).toEqual({ running: 0, waiting: 0 });
  });

  it('is not for tools, and says how long a request waited', async () => {
    const lines = new ExpertLines({ default: { concurrency: 1 } });
    const tool = new ScriptedExpert({ id: 'tool', tool: true, behaviour: { does: 'declines' } });
    expect(lines.through(tool, 'Ada')).toBe(tool);
    const first = lines.through(quick, 'Ada').ask(request, never)[Symbol.asyncIterator]();
    await first.next();
    const second = lastOf(lines.through(quick, 'Ada').ask(request, never));
    await delay(20);
    await first.return!();
    const done = await second;
    expect(done?.type === 'done' && done.timing.queuedMs).toBeGreaterThan(10);
  });
});

describe('a pace', () => {
  it('lets through what is saved up, then one after the other', () => {
    let now = 0;
    const pace = new Pace(60, () => now);
    const taken = (): number => {
      let count = 0;
      for (; pace.waitMs === 0; count++) pace.take();
      return count;
    };
    expect(taken()).toBe(10);
    expect(pace.waitMs).toBe(1000);
    now += 2500;
    expect(taken()).toBe(2);
    now += 3_600_000;
    expect(taken()).toBe(10);
  });

  it('lets those in who wait, when it is time', async () => {
    const admission = new Admission({ running: 10, waiting: 10 }, 'requests', new Pace(6000));
    const begun = performance.now();
    const leaves = [];
    for (let i = 0; i < 1000; i++) leaves.push(await admission.enter('Ada', never).then((leave) => leave()));
    const late = Promise.all([1, 2, 3].map(() => admission.enter('Ada', never)));
    await late;
    expect(performance.now() - begun).toBeGreaterThan(15);
    expect(leaves).toHaveLength(1000);
  });
});

describe('a key with a concurrency of its own', () => {
  it('waits for its own, while others go on', async () => {
    const admission = new Admission({ running: 10, waiting: 10 });
    const leave = await admission.enter('Ada', never, 1);
    let isIn = false;
    const second = admission.enter('Ada', never, 1).then((left) => ((isIn = true), left));
    const other = await admission.enter('Bob', never, 1);
    await delay(1);
    expect(isIn).toBe(false);
    leave();
    (await second)();
    other();
    expect(admission.state).toEqual({ running: 0, waiting: 0 });
  });
});
