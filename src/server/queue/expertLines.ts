/**
 * A line before every expert, so that a slow one holds up nobody but who asks it: so many requests at once, at a pace,
 * fair between keys. Whom a full line turns away is told when to come again; a route then asks somebody else.
 */
import { z } from 'zod';
import { CancelledError, RateLimitedError } from '../../der/core/expertErrors';
import type { Expert, ExpertEvent, ExpertRequest } from '../../der/core/experts';
import type { RequestProblem } from '../requestProblem';
import { Admission } from './admission';
import { hedged } from './hedged';
import { Pace } from './pace';

const lineLimits = z.strictObject({
  /** Requests at once, of this server. */
  concurrency: z.number().int().min(1).max(10_000).optional(),
  /** Requests in a minute, of this server. */
  perMinute: z.number().int().min(1).max(1_000_000).optional(),
  /** Requests that may wait. */
  waiting: z.number().int().min(0).max(10_000).optional(),
  /** Asked a second time where nothing came for so long, in seconds; both may be billed. Off where it is not set. */
  hedgeAfter: z.number().min(0.05).max(3600).optional(),
});

/** The file of `--limits`. */
export const limitsSchema = z.strictObject({
  /** Of every expert that is not named. */
  default: lineLimits.optional(),
  /** By expert id. */
  experts: z.record(z.string(), lineLimits).optional(),
});

export type LinesLimits = z.infer<typeof limitsSchema>;

const usual = { concurrency: 16, waitingEach: 4 };

export class ExpertLines {
  private readonly lines = new Map<string, Admission>();

  constructor(private readonly limits: LinesLimits = {}) {}

  /** The expert behind its line. A tool is asked at once: it is part of the server. */
  through(expert: Expert, who: string): Expert {
    if (expert.tool) return expert;
    const line = this.lineOf(expert);
    const { hedgeAfter } = this.limitsOf(expert.id);
    return {
      ...expert,
      ...(expert.retrieve && { retrieve: expert.retrieve.bind(expert) }),
      ...(hedgeAfter && { mostRequests: 2 }),
      ask: (request, signal) => inTurn({ expert, line, who, hedgeAfter }, request, signal),
    };
  }

  /** Why nobody of these takes one more; undefined where somebody does. */
  allFull(experts: readonly Expert[]): RequestProblem | undefined {
    const lines = experts.filter(({ tool }) => !tool).map((expert) => this.lineOf(expert));
    if (lines.length === 0 || lines.some((line) => !line.isFull)) return undefined;
    const problems = lines.map((line) => line.full());
    return problems.reduce((a, b) => (a.retryAfterSeconds! <= b.retryAfterSeconds! ? a : b));
  }

  /** Requests that run and wait, by expert id. */
  get state(): ReadonlyMap<string, Admission['state']> {
    return new Map([...this.lines].map(([id, line]) => [id, line.state]));
  }

  private lineOf({ id, name }: Expert): Admission {
    const known = this.lines.get(id);
    if (known) return known;
    const limits = this.limitsOf(id);
    const running = limits.concurrency ?? usual.concurrency;
    const waiting = limits.waiting ?? running * usual.waitingEach;
    const pace = limits.perMinute === undefined ? undefined : new Pace(limits.perMinute);
    const line = new Admission({ running, waiting }, `requests to ${name}`, pace);
    this.lines.set(id, line);
    return line;
  }

  private limitsOf(id: string): z.infer<typeof lineLimits> {
    const { experts = {} } = this.limits;
    return { ...this.limits.default, ...(Object.hasOwn(experts, id) && experts[id]) };
  }
}

interface Place {
  readonly expert: Expert;
  readonly line: Admission;
  readonly who: string;
  /** Seconds; undefined where it is asked once. */
  readonly hedgeAfter: number | undefined;
}

async function* inTurn(
  { expert, line, who, hedgeAfter }: Place,
  request: ExpertRequest,
  signal: AbortSignal,
): AsyncGenerator<ExpertEvent> {
  const before = performance.now();
  const leave = await line.enter(who, signal).catch((problem: RequestProblem) => {
    if (signal.aborted) throw new CancelledError();
    throw new RateLimitedError(problem.message, (problem.retryAfterSeconds ?? 1) * 1000);
  });
  const waited = performance.now() - before;
  const asked = (until: AbortSignal) => expert.ask(request, until);
  const hedge = hedgeAfter && { afterMs: hedgeAfter * 1000, room: () => line.enterAtOnce(who) };
  try {
    for await (const event of hedge ? hedged(asked, hedge, signal) : asked(signal)) {
      if (event.type !== 'done' || waited < 1) yield event;
      else yield { ...event, timing: { ...event.timing, queuedMs: waited + (event.timing.queuedMs ?? 0) } };
    }
  } finally {
    leave();
  }
}
