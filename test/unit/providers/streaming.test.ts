import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ExpertError } from '../../../src/der/core/expertErrors';
import type { ExpertEvent } from '../../../src/der/core/experts';
import { streamAnswer, type StreamedCall } from '../../../src/providers/streaming';
import type { Chunk } from '../../../src/providers/wire/chunk';

const never = new AbortController().signal;

function call(open: StreamedCall['open'], more: Partial<StreamedCall> = {}): StreamedCall {
  return {
    name: 'm',
    open,
    explain: (error) => new ExpertError('unknown', String(error)),
    timeouts: { firstTokenMs: 60_000, silenceMs: 60_000 },
    maxCharacters: 1_000,
    ...more,
  };
}

async function* of(...chunks: Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks;
}

async function collect(events: AsyncIterable<ExpertEvent>): Promise<ExpertEvent[]> {
  const seen: ExpertEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

describe('a streamed answer', () => {
  it('ends with usage and timing, even where they come after the finish', async () => {
    const usage = { promptTokens: 3, answerTokens: 1 };
    const events = await collect(
      streamAnswer(
        call(() => of({ answer: 'Yes.' }, { finish: 'stop' }, { usage, timing: { loadMs: 5 } })),
        never,
      ),
    );
    expect(events).toEqual([
      { type: 'delta', text: 'Yes.' },
      { type: 'done', finish: 'stop', verified: false, usage, timing: { loadMs: 5 } },
    ]);
  });

  it('takes back what turns out to have been thinking', async () => {
    const chunks: Chunk[] = [{ answer: 'Hm.' }, { answer: '</think>' }, { answer: 'Yes.', finish: 'stop' }];
    const events = await collect(
      streamAnswer(
        call(() => of(...chunks)),
        never,
      ),
    );
    expect(events.slice(0, -1)).toEqual([
      { type: 'delta', text: 'Hm.' },
      { type: 'relabelled' },
      { type: 'delta', text: 'Yes.' },
    ]);
    const only = streamAnswer(
      call(() => of({ answer: 'Hm.' }, { answer: '</think>', finish: 'stop' })),
      never,
    );
    await expect(collect(only)).rejects.toThrow(/answered nothing/);
  });

  it('that is complete survives a stream that does not close, or breaks', async () => {
    async function* open(): AsyncGenerator<Chunk> {
      yield { answer: 'Yes.', finish: 'stop' };
      await delay(60_000, undefined, { ref: false });
    }
    async function* broken(): AsyncGenerator<Chunk> {
      yield { answer: 'Yes.', finish: 'stop' };
      throw new Error('reset');
    }
    const timeouts = { firstTokenMs: 60_000, silenceMs: 20 };
    for (const one of [open, broken]) {
      expect((await collect(streamAnswer(call(one, { timeouts }), never))).at(-1)).toMatchObject({
        type: 'done',
      });
    }
  });

  it('without an end is bounded', async () => {
    async function* endless(): AsyncGenerator<Chunk> {
      for (;;) yield { answer: 'on and on ' };
    }
    const events = await collect(streamAnswer(call(endless), never));
    expect(events.at(-1)).toMatchObject({ type: 'done', finish: 'length', usage: {} });
    expect(events.length).toBeLessThan(110);
  });

  it.each<[string, Chunk[], string, RegExp]>([
    ['nothing', [{ finish: 'stop' }], 'empty_answer', /ask again/i],
    ['blanks', [{ answer: ' \n' }, { finish: 'stop' }], 'empty_answer', /ask again/i],
    ['thinking alone', [{ thinking: 'hm' }, { finish: 'length' }], 'empty_answer', /maxAnswerTokens/],
    ['an open think tag', [{ answer: '<think>hm' }, { finish: 'length' }], 'empty_answer', /thinking off/],
    ['no finish', [{ answer: 'Yes' }], 'cut_off', /ask again/i],
  ])('of %s is an error', async (_, chunks, kind, advice) => {
    await expect(
      collect(
        streamAnswer(
          call(() => of(...chunks)),
          never,
        ),
      ),
    ).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(advice),
    });
  });

  it('aborts the request whichever way it ends', async () => {
    const signals: AbortSignal[] = [];
    const open = (signal: AbortSignal) => {
      signals.push(signal);
      return of({ answer: 'a' }, { answer: 'b', finish: 'stop' });
    };
    await collect(streamAnswer(call(open), never));
    for await (const event of streamAnswer(call(open), never)) {
      expect(event.type).toBe('delta');
      break;
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('is not silent while its consumer is slow', async () => {
    const timeouts = { firstTokenMs: 60_000, silenceMs: 50 };
    const texts: string[] = [];
    for await (const event of streamAnswer(
      call(() => of({ answer: 'a' }, { answer: 'b', finish: 'stop' }), { timeouts }),
      never,
    )) {
      if (event.type === 'delta') texts.push(event.text);
      await delay(120);
    }
    expect(texts).toEqual(['a', 'b']);
  });
});
