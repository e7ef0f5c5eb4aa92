/** The ledger in PostgreSQL: a call is reserved in one statement that locks its key's balance. */
import { leftOf, type Budget, type Ledger, type Reservation, type Spent } from '../budget/ledger';
import { periodsOf } from '../budget/money';
import type { Database } from './database';

/** A database that restarts is waited for; then nothing is spent until it is back. */
const patienceMs = 3000;

interface Taken {
  readonly who: string;
  readonly day: string;
  readonly month: string;
}

const taken = `SELECT who,
  coalesce(sum(taken) FILTER (WHERE period = $1), 0) AS day,
  coalesce(sum(taken) FILTER (WHERE period = $2), 0) AS month
  FROM der.balances WHERE period IN ($1, $2)`;

export class PostgresLedger implements Ledger {
  constructor(private readonly database: Database) {}

  async left(who: string, budget: Budget, now: Date): Promise<number> {
    const { day, month } = periodsOf(now);
    const sql = `${taken} AND who = $3 GROUP BY who`;
    const [row] = await this.database.query<Taken>(sql, [day, month, who], patienceMs);
    return leftOf(budget, { day: Number(row?.day ?? 0), month: Number(row?.month ?? 0) });
  }

  async reserve({ id, who, expert, at, nano }: Reservation, budget: Budget): Promise<boolean> {
    const [row] = await this.database.query<{ fits: boolean }>(
      'SELECT der.reserve($1, $2, $3, $4, $5, $6, $7) AS fits',
      [id, who, expert, at.toISOString(), nano, budget.perDay ?? null, budget.perMonth ?? null],
      patienceMs,
    );
    return row!.fits;
  }

  settle(id: string, nano: number): Promise<void> {
    return this.database.write('SELECT der.settle($1, $2)', [id, nano]);
  }

  record({ id, who, expert, at, nano }: Reservation): Promise<void> {
    const values = [id, who, expert, at.toISOString(), nano];
    return this.database.write('SELECT der.record($1, $2, $3, $4, $5)', values);
  }

  async spent(now: Date): Promise<readonly Spent[]> {
    const { day, month } = periodsOf(now);
    const rows = await this.database.query<Taken>(`${taken} GROUP BY who ORDER BY who`, [day, month]);
    return rows.map((row) => ({ who: row.who, day: Number(row.day), month: Number(row.month) }));
  }
}
