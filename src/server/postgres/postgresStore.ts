/** A store that several servers share, in PostgreSQL. Loaded only where one is named. */
import type { Store } from '../store/store';
import { Database } from './database';
import { PostgresLedger } from './postgresLedger';
import { PostgresOutcomes } from './postgresOutcomes';
import { PostgresTraces, type Keeping } from './postgresTraces';

/** What is known of the experts alone: traces and spending are left to the servers. */
export type OutcomeStore = Pick<Store, 'name' | 'outcomes' | 'problem' | 'close'>;

/** @throws Error that says what to do */
export async function postgresOutcomes(
  url: string,
  folder: string,
  warn: (line: string) => void,
): Promise<OutcomeStore> {
  const database = await Database.open(url, folder, warn);
  return {
    name: database.name,
    outcomes: await PostgresOutcomes.open(database),
    get problem() {
      return database.problem;
    },
    close: (mostMs) => database.close(mostMs),
  };
}

/**
 * @param folder of this machine, where writes wait while the database is away
 * @throws Error that says what to do
 */
export async function postgresStore(
  url: string,
  keeping: Keeping,
  folder: string,
  warn: (line: string) => void,
): Promise<Store> {
  const database = await Database.open(url, folder, warn);
  const outcomes = await PostgresOutcomes.open(database);
  return {
    name: database.name,
    outcomes,
    ledger: new PostgresLedger(database),
    traces: new PostgresTraces(database, keeping),
    get problem() {
      return database.problem;
    },
    close: (mostMs) => database.close(mostMs),
  };
}
