/**
 * Hedging: where an expert stays silent, the same request is made a second time beside the first, whoever speaks first
 * is heard, and the other one is stopped. Both may be billed, so that it is off unless it is set (Dean and Barroso, "The
 * Tail at Scale", 2013).
 */
import { ExpertError } from '../../der/core/expertErrors';
import type { ExpertEvent } from '../../der/core/experts';
import { mayBeBilled } from '../../der/route/progress';

/** Makes the request once. */
type Ask = (signal: AbortSignal) => AsyncIterable<ExpertEvent>;

export interface Hedge {
  /** How long the first request may stay silent, in milliseconds. */
  readonly afterMs: number;
  /** A place for the second request, given back by what it returns; undefined where there is none at once. */
  readonly room: () => (() => void) | undefined;
}

/** The events of whichever request speaks first. Where one fails in silence the other is waited for. */
export async function* hedged(
  ask: Ask,
  { afterMs, room }: Hedge,
  signal: AbortSignal,
): AsyncGenerator<ExpertEvent> {
  const attempts = [new Attempt(ask, signal)];
  try {
    if (await attempts[0]!.isSilentFor(afterMs)) {
      const leave = room();
      if (leave) attempts.push(new Attempt(ask, signal, leave));
    }
    const heard = await firstToSpeak(attempts);
    for (const other of attempts) if (other !== heard) void other.stop();
    const more = attempts.length - 1;
    for await (const event of heard.events()) yield event.type === 'done' ? billing(event, more) : event;
  } catch (error) {
    const more = attempts.length - 1;
    if (more > 0 && error instanceof ExpertError) error.requests = requestsOf(error) + more;
    throw error;
  } finally {
    await Promise.all(attempts.map((attempt) => attempt.stop()));
  }
}

class Attempt {
  private readonly ended = new AbortController();
  private readonly iterator: AsyncIterator<ExpertEvent>;
  /** The first event, or the failure before it. */
  readonly first: Promise<IteratorResult<ExpertEvent>>;

  constructor(
    ask: Ask,
    signal: AbortSignal,
    private readonly leave: () => void = () => {},
  ) {
    this.iterator = ask(AbortSignal.any([signal, this.ended.signal]))[Symbol.asyncIterator]();
    this.first = this.iterator.next();
    // Whoever waits for it hears of the failure; nobody may.
    this.first.catch(() => {});
  }

  async isSilentFor(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, ms, true);
    });
    const spoke = () => false;
    return Promise.race([this.first.then(spoke, spoke), silence]).finally(() => clearTimeout(timer));
  }

  async *events(): AsyncGenerator<ExpertEvent> {
    for (let step = await this.first; !step.done; step = await this.iterator.next()) yield step.value;
  }

  /** Ends the request on its server too, and gives its place back when that is done. */
  async stop(): Promise<void> {
    this.ended.abort();
    try {
      await this.iterator.return?.();
    } catch {
      // It was given up.
    } finally {
      this.leave();
    }
  }
}

/** @throws what the first request failed by, where all failed */
async function firstToSpeak(attempts: readonly Attempt[]): Promise<Attempt> {
  try {
    return await Promise.any(attempts.map(async (attempt) => attempt.first.then(() => attempt)));
  } catch (failures) {
    throw (failures as AggregateError).errors[0];
  }
}

/** Those that the one which failed came to: where it does not say, one that may be billed or none. */
function requestsOf({ requests, kind }: ExpertError): number {
  return requests ?? (mayBeBilled(kind, false) ? 1 : 0);
}

/** The server may bill the other requests as well. */
function billing(done: Extract<ExpertEvent, { type: 'done' }>, more: number): ExpertEvent {
  if (more === 0) return done;
  return { ...done, usage: { ...done.usage, requests: (done.usage.requests ?? 1) + more } };
}
