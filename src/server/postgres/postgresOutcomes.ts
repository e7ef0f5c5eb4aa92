/** Outcomes and answer times in PostgreSQL: what one server learns, all others know within a second. */
import { keyOf, recordOf, type OutcomeRecord } from '../../der/estimate/outcomes';
import { lessonsOf } from '../../der/estimate/routeLessons';
import type { RouteEvent } from '../../der/trace/events';
import type { Outcomes } from '../store/store';
import type { Database } from './database';

/** The latest that are read: many times what profiles use. */
const most = 20_000;
/** Rows may be seen after others that were begun later: so many are looked at again. */
const overlap = 1000;

export class PostgresOutcomes implements Outcomes {
  private readonly known = new Map<string, OutcomeRecord>();
  private latest = 0;
  private readonly listeners: (() => void)[] = [];

  private constructor(private readonly database: Database) {}

  /** @throws Error where they cannot be read */
  static async open(database: Database): Promise<PostgresOutcomes> {
    const outcomes = new PostgresOutcomes(database);
    await outcomes.look();
    database.watch('der_outcomes', () => outcomes.look());
    return outcomes;
  }

  read(): Promise<readonly OutcomeRecord[]> {
    return Promise.resolve([...this.known.values()]);
  }

  async learn(events: readonly RouteEvent[]): Promise<void> {
    const [started] = events;
    const id = started?.type === 'started' ? started.id : '';
    const { outcomes, times } = lessonsOf(events, new Date().toISOString());
    await this.keep(outcomes.map((record) => [`${id} ${record.from} ${record.expert}`, record]));
    if (times.length === 0) return;
    await this.database.write(
      `INSERT INTO der.answer_times (id, expert, ms, at) SELECT * FROM unnest($1::text[], $2::text[], $3::float8[], $4::timestamptz[]) ON CONFLICT DO NOTHING`,
      [
        times.map((_, index) => `${id} ${index}`),
        times.map(({ expert }) => expert),
        times.map(({ ms }) => ms),
        times.map(({ at }) => at),
      ],
    );
  }

  rate(id: string, outcome: OutcomeRecord): Promise<void> {
    // Who changes their mind says something new.
    return this.keep([[`${id} ${outcome.from} ${outcome.expert} ${outcome.at}`, outcome]]);
  }

  async measured(records: readonly OutcomeRecord[]): Promise<void> {
    // One that is taken back in the same run is a record of its own.
    const named = records.map((record) => {
      const { run, from, at, quality } = record;
      const id = `${run ?? ''} ${from} ${keyOf(record)} ${at}${quality === null ? ' back' : ''}`;
      return [id, record] as const;
    });
    for (const [id, record] of named) this.known.set(id, record);
    await this.keep(named);
  }

  onMore(listener: () => void): void {
    this.listeners.push(listener);
  }

  private async keep(records: readonly (readonly [id: string, record: OutcomeRecord])[]): Promise<void> {
    if (records.length === 0) return;
    await this.database.write(
      'INSERT INTO der.outcomes (id, record) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
      [records.map(([id]) => id), records.map(([, record]) => JSON.stringify(record))],
    );
  }

  private async look(): Promise<void> {
    const rows = await this.database.query<{ seq: string; id: string; record: string }>(
      'SELECT seq, id, record FROM (SELECT * FROM der.outcomes WHERE seq > $1 ORDER BY seq DESC LIMIT $2) late ORDER BY seq',
      [this.latest - overlap, most],
    );
    const before = this.known.size;
    for (const { seq, id, record } of rows) {
      this.latest = Math.max(this.latest, Number(seq));
      const known = this.known.has(id) ? undefined : recordOf(record);
      if (known) this.known.set(id, known);
    }
    if (this.known.size === before) return;
    for (const id of this.known.keys()) {
      if (this.known.size <= most) break;
      this.known.delete(id);
    }
    for (const listener of this.listeners) listener();
  }
}
