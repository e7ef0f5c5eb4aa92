/** A PostgreSQL database: its connections, whether it is there, and who is told of what others write. */
import { Client, Pool, type QueryResultRow } from 'pg';
import { patiently } from './away';
import { migrate } from './migrations';
import { Outbox } from './outbox';
import { Spool } from './spool';
import type { Write } from './write';

const connections = 10;
/** Longest time for a connection, and for an answer. */
const connectMs = 2000;
const queryMs = 5000;
/** A database that starts beside the server may take so long. */
const startMs = 30_000;
/** It is asked so often whether there is more; it also tells at once, unless a proxy stands between. */
const pollMs = 900;
const mostWaiting = 10_000;

export class Database {
  readonly outbox: Outbox;
  private readonly pool: Pool;
  private listener: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private away: string | undefined;
  private isClosed = false;

  private constructor(
    private readonly url: string,
    warn: (line: string) => void,
    spool: Spool,
  ) {
    this.pool = new Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: connectMs,
      query_timeout: queryMs,
      statement_timeout: queryMs,
      application_name: 'der',
    });
    // Of connections that break while nobody uses them; whoever uses one next hears of it.
    this.pool.on('error', () => undefined);
    this.outbox = new Outbox(([sql, values]) => this.query(sql, values), mostWaiting, warn, spool);
  }

  /**
   * Connects and brings the schema to this version.
   * @param folder where writes wait; what earlier servers left there is written
   * @throws Error that says what to do, without the password
   */
  static async open(url: string, folder: string, warn: (line: string) => void): Promise<Database> {
    const spool = new Spool(folder);
    const database = new Database(url, warn, spool);
    try {
      await patiently(() => database.migrated(), startMs);
      await spool.takeOver((write) => database.outbox.put(write));
      return database;
    } catch (error) {
      await database.pool.end();
      throw new Error(`The store ${nameOf(url)} cannot be used: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  get name(): string {
    return nameOf(this.url);
  }

  get problem(): string | undefined {
    const { size } = this.outbox;
    if (this.away === undefined && size === 0) return undefined;
    const waits = size > 0 ? `; ${size} writes wait` : '';
    return `${this.away ?? 'The store is written to again'}${waits}.`;
  }

  /** Rows. @param patienceMs how long to go on trying where the database is away. @throws Error */
  async query<T extends QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
    patienceMs = 0,
  ): Promise<T[]> {
    try {
      const { rows } = await patiently(() => this.pool.query<T>(sql, [...values]), patienceMs);
      this.away = undefined;
      return rows;
    } catch (error) {
      this.away = `The store cannot be reached (${(error as Error).message})`;
      throw error;
    }
  }

  write(...write: Write): Promise<void> {
    return this.outbox.put(write);
  }

  /** Calls `look` when somebody tells on the channel, and every second. What it throws is passed over. */
  watch(channel: string, look: () => Promise<void>): void {
    const again = async (): Promise<void> => {
      clearTimeout(this.timer);
      await Promise.all([look().catch(() => undefined), this.listen(channel, again)]);
      if (!this.isClosed) this.timer = setTimeout(() => void again(), pollMs).unref();
    };
    void again();
  }

  async close(mostMs: number): Promise<void> {
    await this.outbox.close(mostMs);
    this.isClosed = true;
    clearTimeout(this.timer);
    await Promise.all([this.listener?.end().catch(() => undefined), this.pool.end()]);
  }

  private async migrated(): Promise<void> {
    const client = await this.pool.connect();
    try {
      // Another server's migration may take its time.
      await client.query('SET statement_timeout = 0');
      await migrate(client);
    } finally {
      // With its setting it is of no use to others.
      client.release(true);
    }
  }

  /** A connection of its own, since a pool's may be used by anybody; made anew when it breaks. */
  private async listen(channel: string, told: () => Promise<void>): Promise<void> {
    if (this.listener || this.isClosed) return;
    const listener = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: connectMs,
      application_name: 'der listens',
      keepAlive: true,
    });
    const broken = (): void => {
      if (this.listener === listener) this.listener = undefined;
    };
    this.listener = listener;
    listener.on('error', broken).on('end', broken);
    listener.on('notification', () => void told());
    try {
      await listener.connect();
      await listener.query(`LISTEN ${channel}`);
    } catch {
      broken();
      await listener.end().catch(() => undefined);
    }
  }
}

/** Its address without who connects. */
function nameOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `postgres://${host}${pathname}`;
  } catch {
    return 'postgres';
  }
}
