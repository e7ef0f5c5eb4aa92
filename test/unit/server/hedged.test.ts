import { describe, expect, it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { CancelledError, ExpertError, type ExpertErrorKind } from '../../../src/der/core/expertErrors';
import type { ExpertEvent } from '../../../src/der/core/experts';
import { ExpertLines, limitsSchema } from '../../../src/server/queue/expertLines';
import { allEvents, of, ScriptedExpert, startRoute } from '../routeSupport';

const never = new AbortController().signal;
const request = { question: 'Is it so?', messages: [{ role: 'user', content: 'Is it so?' }] } as const;

/** What the n-th request does: how long it is silent, and what comes then. */
type Turn = { readonly silentMs: number; readonly says: string | Error };

/** An expert whose requests each have a turn of their own; counts what runs, and what was stopped. */
class Turns extends ScriptedExpert {
  asked = 0;
  running = 0;
  stopped = 0;

  constructor(private readonly turns: readonly Turn[]) {
    super({ id: 'slow', behaviour: { does: 'hangs' } });
  }

  override async *ask(_: unknown, signal: AbortSignal): AsyncIterable<ExpertEvent> {
    const { silentMs, says } = this.turns[this.asked++]!;
    this.running += 1;
    try {
      await delay(silentMs, undefined, { signal }).catch(() => {
        this.stopped += 1;
        throw new CancelledError();
      });
      if (says instanceof Error) throw says;
      yield { type: 'delta', text: says };
      yield { type: 'done', finish: 'stop', verified: false, usage: { answerTokens: 3 }, timing: {} };
    } finally {
      this.running -= 1;
    }
  }
}

async function answer(expert: Turns, lines: ExpertLines, signal = never) {
  const events: ExpertEvent[] = [];
  for await (const event of lines.through(expert, 'Ada').ask(request, signal)) events.push(event);
  const done = events.at(-1);
  return {
    text: events.flatMap((event) => (event.type === 'delta' ? event.text : [])).join(''),
    requests: done?.type === 'done' ? done.usage.requests : undefined,
  };
}

const hedging = () => new ExpertLines({ default: { hedgeAfter: 0.05, concurrency: 2 } });
const long = 60_000;

describe('hedging', () => {
  it('is off unless it is set', async () => {
    const expert = new Turns([{ silentMs: 150, says: 'first' }]);
    expect(await answer(expert, new ExpertLines())).toEqual({ text: 'first', requests: undefined });
    expect(limitsSchema.safeParse({ default: { hedgeAfter: 2 } }).success).toBe(true);
    expect(limitsSchema.safeParse({ default: { hedgeAfter: 0 } }).success).toBe(false);
  });

  it('asks nobody twice who speaks in time', async () => {
    const expert = new Turns([{ silentMs: 0, says: 'first' }]);
    expect(await answer(expert, hedging())).toEqual({ text: 'first', requests: undefined });
  });

  it('hears whoever speaks first, stops the other, and says that both may be billed', async () => {
    const lines = hedging();
    const expert = new Turns([
      { silentMs: long, says: 'first' },
      { silentMs: 0, says: 'second' },
    ]);
    expect(await answer(expert, lines)).toEqual({ text: 'second', requests: 2 });
    expect(expert).toMatchObject({ running: 0, stopped: 1 });
    expect(lines.state.get('slow')).toEqual({ running: 0, waiting: 0 });
  });

  it('waits for the other where one fails, and fails by the first where both do', async () => {
    const failure = new Error('away');
    const saved = new Turns([
      { silentMs: 150, says: failure },
      { silentMs: 200, says: 'second' },
    ]);
    expect(await answer(saved, hedging())).toEqual({ text: 'second', requests: 2 });
    const lost = new Turns([
      { silentMs: 150, says: failure },
      { silentMs: 0, says: new Error('away too') },
    ]);
    await expect(answer(lost, hedging())).rejects.toBe(failure);
    expect(lost.running).toBe(0);
  });

  it('says that both may be billed where both fail', async () => {
    const failed = (kind: ExpertErrorKind) => new ExpertError(kind, 'It broke.');
    const both = async (first: ExpertErrorKind) => {
      const turns = [
        { silentMs: 150, says: failed(first) },
        { silentMs: 0, says: failed('server_error') },
      ];
      const error: unknown = await answer(new Turns(turns), hedging()).catch((thrown: unknown) => thrown);
      return (error as ExpertError).requests;
    };
    expect(await both('server_error')).toBe(2);
    expect(await both('busy')).toBe(1);
  });

  it('is within the spending cap: an expert that may be asked twice has to fit twice', async () => {
    const price = { promptPerMtok: 0, answerPerMtok: 10 };
    const paid = new ScriptedExpert({
      ...{ id: 'paid', price, maxAnswerTokens: 100 },
      behaviour: { does: 'answers', text: 'Yes.' },
    });
    const stopUnder = async (spendCapUsd: number) => {
      const events = await allEvents(
        startRoute([hedging().through(paid, 'Ada')], { limits: { spendCapUsd } }),
      );
      return of(events, 'answered').length;
    };
    expect(await stopUnder(0.0015)).toBe(0);
    expect(await stopUnder(0.002)).toBe(1);
  });

  it('takes no place from those who wait', async () => {
    const lines = new ExpertLines({ default: { hedgeAfter: 0.05, concurrency: 1 } });
    const expert = new Turns([{ silentMs: 200, says: 'first' }]);
    expect(await answer(expert, lines)).toEqual({ text: 'first', requests: undefined });
    expect(expert.asked).toBe(1);
  });

  it('stops both when it is told to', async () => {
    const stop = new AbortController();
    const expert = new Turns([
      { silentMs: long, says: 'first' },
      { silentMs: long, says: 'second' },
    ]);
    const asked = answer(expert, hedging(), stop.signal);
    while (expert.asked < 2) await delay(5);
    stop.abort();
    await expect(asked).rejects.toBeInstanceOf(CancelledError);
    expect(expert).toMatchObject({ running: 0, stopped: 2 });
  });
});
