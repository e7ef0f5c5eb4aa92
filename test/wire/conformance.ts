/** What every provider must do on the wire, whatever its protocol. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelledError, ExpertError, RateLimitedError } from '../../src/der/core/expertErrors';
import type { Expert, ExpertEvent, ExpertRequest } from '../../src/der/core/experts';
import { pieces } from '../../src/providers/simulated/pieces';
import type { LoggedRequest, Phase } from '../support/requestLog';
import type { Conformer, ErrorCase, Rig, Untold } from './conformer';

/** The server must notice within this time that the client has left. */
const noticeMs = 200;

const request: ExpertRequest = { question: 'Why?', messages: [{ role: 'user', content: 'Why?' }] };
const never = new AbortController().signal;
const slow = { tokensPerSecond: 0.01 };

async function collect(events: AsyncIterable<ExpertEvent>, seen: ExpertEvent[] = []): Promise<ExpertEvent[]> {
  for await (const event of events) seen.push(event);
  return seen;
}

function textOf(events: readonly ExpertEvent[], type: 'delta' | 'thinking'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('');
}

/** The error that asking ends with, and what had been streamed before. */
async function failure(expert: Expert): Promise<{ error: ExpertError; before: ExpertEvent[] }> {
  const before: ExpertEvent[] = [];
  const error: unknown = await collect(expert.ask(request, never), before).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ExpertError);
  return { error: error as ExpertError, before };
}

export function describeConformance<R extends Rig>(conformer: Conformer<R>): void {
  const { name, start, phases, errors, untold = [] } = conformer;
  const tells = (what: Untold): boolean => !untold.includes(what);
  // What a kind of expert cannot tell is not declared at all: a test that is skipped could have been run.
  const itWhere = (what: Untold) => (tells(what) ? it : undefined);
  let rig: R;
  beforeEach(async () => {
    rig = await start();
  });
  afterEach(() => rig.server.close());

  const asked = (): LoggedRequest[] => rig.server.log.to(rig.askPath);
  const reached = (phase: Phase): Promise<LoggedRequest> =>
    rig.server.log.until(({ path, phases }) => path === rig.askPath && phases.at(-1)?.phase === phase);
  const left = (which: LoggedRequest): Promise<LoggedRequest> =>
    rig.server.log.until((logged) => logged === which && logged.aborted !== undefined);

  describe(`${name}: an answer`, () => {
    const reply = 'Größe: 5 €, <b>2 & 3</b>. 🙂';

    it.each([Infinity, 7, 1])(
      'arrives whole and in order in packets of %s bytes, and ends once',
      async (size) => {
        const expert = await rig.expert({ reply });
        rig.server.connections.chunkBytes = size;
        const events = await collect(expert.ask(request, never));
        expect(textOf(events, 'delta')).toBe(reply);
        expect(events.filter(({ type }) => type === 'done')).toHaveLength(1);
        const done = events.at(-1);
        expect(done).toMatchObject({ type: 'done', finish: 'stop', verified: false });
        if (!tells('usage')) return;
        expect(done).toMatchObject({ usage: { answerTokens: pieces(reply).length } });
        expect(done?.type === 'done' && done.usage.promptTokens).toBeGreaterThan(0);
      },
    );

    it('is passed on as it comes, not at the end', async () => {
      const expert = await rig.expert(slow);
      const stream = expert.ask(request, never)[Symbol.asyncIterator]();
      expect((await stream.next()).value).toMatchObject({ type: 'delta', text: 'Hello' });
      expect(asked()[0]!.phases.at(-1)!.phase).toBe('streaming');
      await stream.return?.();
    });

    itWhere('thinking')?.('is kept apart from thinking', async () => {
      const expert = await rig.expert({ thinks: true, reply: { text: 'Yes.', thinking: 'Hm, so…' } });
      const events = await collect(expert.ask(request, never));
      expect(textOf(events, 'delta')).toBe('Yes.');
      expect(textOf(events, 'thinking')).toBe('Hm, so…');
      const lastThought = events.findLastIndex(({ type }) => type === 'thinking');
      expect(lastThought).toBeLessThan(events.findIndex(({ type }) => type === 'delta'));
    });

    itWhere('limit')?.('says when it was cut off at the token limit', async () => {
      const expert = await rig.expert({ reply: 'one two three four five six' }, { maxAnswerTokens: 3 });
      const events = await collect(expert.ask(request, never));
      expect(textOf(events, 'delta')).toBe('one two three');
      expect(events.at(-1)).toMatchObject({ type: 'done', finish: 'length', usage: { answerTokens: 3 } });
    });

    it('can be asked for several times at once', async () => {
      const expert = await rig.expert({ reply, tokensPerSecond: 2000 });
      const all = await Promise.all([1, 2, 3].map(() => collect(expert.ask(request, never))));
      expect(all.map((events) => textOf(events, 'delta'))).toEqual([reply, reply, reply]);
    });
  });

  describe(`${name}: a failure`, () => {
    const connection: readonly ErrorCase<R>[] = [
      {
        when: 'nobody listens at the address',
        kind: 'not_running',
        advice: /start/i,
        provoke: async ({ expert, server }) => {
          const made = await expert({});
          await server.close();
          return made;
        },
      },
      {
        when: 'the stream ends too early',
        kind: 'cut_off',
        advice: /ask again/i,
        provoke: ({ expert }) => expert({ fault: { kind: 'end', after: 2 } }),
      },
      {
        when: 'the connection dies in the middle',
        kind: 'cut_off',
        advice: /ask again/i,
        provoke: ({ expert }) => expert({ fault: { kind: 'socket', after: 2 } }),
      },
    ];
    const common: readonly ErrorCase<R>[] = [
      {
        when: 'the answer is empty',
        kind: 'empty_answer',
        advice: /ask again/i,
        provoke: ({ expert }) => expert({ reply: '' }),
      },
      {
        when: 'the server fails in the middle',
        kind: 'server_error',
        advice: /ask again/i,
        provoke: ({ expert }) => expert({ fault: { kind: 'error', after: 2, message: 'the model crashed' } }),
      },
      {
        when: 'the server fails at once',
        kind: 'server_error',
        advice: /log|ask again/i,
        provoke: ({ expert }) => expert({ fault: { kind: 'error', after: 0, message: 'the model crashed' } }),
      },
    ];

    for (const { when, kind, advice, retryAfterMs, provoke } of [
      ...(tells('connection') ? connection : []),
      ...common,
      ...errors,
    ]) {
      it(`is ${kind} when ${when}, and says what to do`, async () => {
        const { error } = await failure(await provoke(rig));
        expect(error.kind, error.message).toBe(kind);
        expect(error.message).toMatch(advice);
        expect(error.message).not.toMatch(/undefined|\[object|null\b/);
        if (!retryAfterMs) return;
        expect(error).toBeInstanceOf(RateLimitedError);
        const wait = (error as RateLimitedError).retryAfterMs;
        expect(wait).toBeGreaterThanOrEqual(retryAfterMs.min);
        expect(wait).toBeLessThanOrEqual(retryAfterMs.max);
      });
    }

    it('keeps what had arrived before it', async () => {
      const fault = { kind: 'error', after: 2, message: 'the model crashed' } as const;
      const { before } = await failure(await rig.expert({ reply: 'one two three', fault }));
      expect(textOf(before, 'delta')).toBe('one two');
    });
  });

  describe(`${name}: patience`, () => {
    it('ends at the first-token limit, and the server sees it', async () => {
      const { error } = await failure(
        await rig.expert({ prefillMs: 600_000 }, { firstTokenMs: 500, silenceMs: 600_000 }),
      );
      expect(error.kind).toBe('first_token_timeout');
      expect(error.message).toMatch(/raise|smaller/);
      await left(asked()[0]!);
    });

    it('ends at the silence limit in the middle, and the server sees it', async () => {
      const fault = { kind: 'silent', after: 2 } as const;
      const { error, before } = await failure(
        await rig.expert({ fault }, { firstTokenMs: 600_000, silenceMs: 100 }),
      );
      expect(error.kind).toBe('silent_too_long');
      expect(error.message).toMatch(/raise|again/);
      expect(textOf(before, 'delta')).toBe('Hello there');
      await left(asked()[0]!);
    });

    it('does not count the wait for the first token as silence', async () => {
      const expert = await rig.expert({ prefillMs: 1200 }, { firstTokenMs: 600_000, silenceMs: 1000 });
      expect((await collect(expert.ask(request, never))).at(-1)).toMatchObject({ type: 'done' });
    });

    it('does not count a long answer as a late first token', async () => {
      const reply = 'on and on and on and on and on';
      const limits = { firstTokenMs: 1000, silenceMs: 600_000 };
      const expert = await rig.expert({ reply, tokensPerSecond: 5 }, limits);
      expect(textOf(await collect(expert.ask(request, never)), 'delta')).toBe(reply);
    });
  });

  describe(`${name}: stopping`, () => {
    const held = Object.entries(phases) as [Phase, (rig: R) => Promise<Expert>][];
    it.each(held)('reaches the server in phase %s within 200 ms', async (phase, hold) => {
      // A busy machine can only make it slower: the best of three tells.
      const times: number[] = [];
      for (let attempt = 0; attempt < 3 && !times.some((ms) => ms <= noticeMs); attempt++) {
        if (attempt > 0) {
          await rig.server.close();
          rig = await start();
        }
        const expert = await hold(rig);
        const abort = new AbortController();
        const run = collect(expert.ask(request, abort.signal));
        run.catch(() => undefined);
        const logged = await reached(phase);
        const stopped = performance.now();
        abort.abort();
        await expect(run).rejects.toBeInstanceOf(CancelledError);
        const { aborted } = await left(logged);
        expect(aborted!.phase).toBe(phase);
        times.push(aborted!.at - stopped);
      }
      expect(Math.min(...times)).toBeLessThanOrEqual(noticeMs);
    });

    it('happens when the loop is left, too', async () => {
      const expert = await rig.expert(slow);
      for await (const event of expert.ask(request, never)) {
        expect(event.type).toBe('delta');
        break;
      }
      expect((await left(asked()[0]!)).aborted!.phase).toBe('streaming');
    });

    it('before asking sends nothing', async () => {
      const expert = await rig.expert({});
      await expect(collect(expert.ask(request, AbortSignal.abort()))).rejects.toBeInstanceOf(CancelledError);
      await expect(collect(expert.ask(request, never))).resolves.toBeDefined();
      expect(asked()).toHaveLength(1);
    });

    it('ends an answer that never ends', async () => {
      const expert = await rig.expert({ endless: true, reply: 'and on ' }, { maxAnswerTokens: 1_000_000 });
      const abort = new AbortController();
      let deltas = 0;
      const run = (async () => {
        for await (const event of expert.ask(request, abort.signal)) {
          if (event.type === 'delta' && ++deltas === 100) abort.abort();
        }
      })();
      await expect(run).rejects.toBeInstanceOf(CancelledError);
      expect(deltas).toBeLessThan(1000);
      await left(asked()[0]!);
    });

    it('stops one request and no other', async () => {
      const expert = await rig.expert({ reply: 'one two three', tokensPerSecond: 20 });
      const abort = new AbortController();
      const stopped = collect(expert.ask(request, abort.signal));
      stopped.catch(() => undefined);
      const other = collect(expert.ask(request, never));
      await reached('streaming');
      abort.abort();
      await expect(stopped).rejects.toBeInstanceOf(CancelledError);
      expect(textOf(await other, 'delta')).toBe('one two three');
    });

    it('leaves no listener on the signal', async () => {
      const expert = await rig.expert({});
      const { signal } = new AbortController();
      const counts = { added: 0, removed: 0 };
      const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
      signal.addEventListener = (...args: Parameters<typeof add>) => (counts.added++, add(...args));
      signal.removeEventListener = (...args: Parameters<typeof remove>) => (
        counts.removed++,
        remove(...args)
      );
      await collect(expert.ask(request, signal));
      expect(counts.removed).toBe(counts.added);
    });
  });

  (tells('connection') ? describe : undefined)?.(`${name}: a dead connection`, () => {
    it('that gave no byte is tried once more', async () => {
      const expert = await rig.expert({ reply: 'Yes.' });
      rig.server.connections.dropNext = 1;
      expect(textOf(await collect(expert.ask(request, never)), 'delta')).toBe('Yes.');
      expect(asked()).toHaveLength(2);
    });

    it('is not tried a third time', async () => {
      const expert = await rig.expert({});
      rig.server.connections.dropNext = 2;
      const { error } = await failure(expert);
      expect(error.kind).toBe('server_error');
      expect(error.message).toMatch(/log/);
      expect(asked()).toHaveLength(2);
    });

    it('that broke in the middle is not tried again', async () => {
      const { error } = await failure(await rig.expert({ fault: { kind: 'socket', after: 1 } }));
      expect(error.kind).toBe('cut_off');
      expect(asked()).toHaveLength(1);
    });

    it('closed after every reply, in spite of keep-alive, is no failure', async () => {
      const expert = await rig.expert({ reply: 'Yes.' });
      rig.server.connections.closeAfterReply = true;
      for (let i = 0; i < 8; i++) {
        expect(textOf(await collect(expert.ask(request, never)), 'delta')).toBe('Yes.');
      }
    });
  });
}
