/** Traces in PostgreSQL, for a time that is set; their text only where that was asked for. */
import { factsOf, factsSchema, type RouteFacts } from '../store/routeFacts';
import type { ServedTrace } from '../store/servedTrace';
import type { StoredRating, TraceStore } from '../store/store';
import type { Database } from './database';

export interface Keeping {
  /** Days after which a trace is gone. */
  readonly days: number;
  /** Questions, answers and prompts are kept as well, for who asked. */
  readonly withText: boolean;
}

const dayMs = 86_400_000;
const sweepMs = 3_600_000;
/** Calls are kept for so many days, for bills. */
const callDays = 400;

export class PostgresTraces implements TraceStore {
  constructor(
    private readonly database: Database,
    private readonly keeping: Keeping,
  ) {
    void this.sweep();
    setInterval(() => void this.sweep(), sweepMs).unref();
  }

  keep(trace: ServedTrace): Promise<void> {
    return this.database.write(
      'INSERT INTO der.traces (id, who, at, facts, trace) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [
        trace.id,
        trace.askedBy ?? null,
        trace.startedAt,
        JSON.stringify(factsOf(trace)),
        this.keeping.withText ? JSON.stringify(trace) : null,
      ],
    );
  }

  async of(id: string, who: string | undefined): Promise<string | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.database.query<{ trace: string | null }>(
      'SELECT trace FROM der.traces WHERE id = $1 AND who IS NOT DISTINCT FROM $2',
      [id, who ?? null],
    );
    return row?.trace ?? undefined;
  }

  async latest(who: string | undefined, most: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ trace: string }>(
      'SELECT trace FROM der.traces WHERE who IS NOT DISTINCT FROM $1 AND trace IS NOT NULL ORDER BY at DESC LIMIT $2',
      [who ?? null, most],
    );
    return rows.map(({ trace }) => trace);
  }

  async rate(id: string, who: string | undefined, rating: StoredRating): Promise<boolean> {
    if (!isUuid(id)) return false;
    const rows = await this.database.query(
      'UPDATE der.traces SET rating = $3 WHERE id = $1 AND who IS NOT DISTINCT FROM $2 RETURNING id',
      [id, who ?? null, rating],
    );
    return rows.length > 0;
  }

  async facts(since: Date, most: number): Promise<readonly RouteFacts[]> {
    const rows = await this.database.query<{ facts: string; rating: string | null }>(
      'SELECT facts, rating FROM der.traces WHERE at >= $1 ORDER BY at DESC LIMIT $2',
      [since.toISOString(), most],
    );
    return rows.flatMap(({ facts, rating }) => {
      const read = { ...(JSON.parse(facts) as object), ...(rating !== null && { rating }) };
      return factsSchema.safeParse(read).data ?? [];
    });
  }

  private async sweep(): Promise<void> {
    const before = (days: number): string => new Date(Date.now() - days * dayMs).toISOString();
    // What is not swept now is swept in an hour.
    await Promise.allSettled([
      this.database.query('DELETE FROM der.traces WHERE at < $1', [before(this.keeping.days)]),
      this.database.query('DELETE FROM der.answer_times WHERE at < $1', [before(callDays)]),
      this.database.query('DELETE FROM der.calls WHERE at < $1', [before(callDays)]),
    ]);
  }
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
