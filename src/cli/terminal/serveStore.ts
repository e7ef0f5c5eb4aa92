/** Where servers keep what they learn, and calibration what it measured: this machine's files, or a database that several servers share. */
import { keptBalances } from '../../server/budget/spendingFile';
import { embeddedStore } from '../../server/store/embeddedStore';
import type { OutcomeStore } from '../../server/postgres/postgresStore';
import type { Store } from '../../server/store/store';
import { homeFolder } from '../../der/storage/learned';
import { printMessage } from './command';
import { UsageError } from './options';

interface Wanted {
  /** As `--store` or `DER_STORE` has it; undefined for the files. */
  readonly url: string | undefined;
  readonly days: number;
  readonly withText: boolean;
}

/** @throws UsageError; Error where it cannot be used */
export async function openStore({ url, days, withText }: Wanted): Promise<Store> {
  if (url === undefined)
    return embeddedStore(process.env, printMessage, await keptBalances(process.env, new Date()));
  const { postgresStore } = await postgresAt(url);
  return postgresStore(url, { days, withText }, homeFolder(process.env), printMessage);
}

/** The outcomes alone, of the same stores. @throws UsageError; Error where it cannot be used */
export async function openOutcomes(url: string | undefined): Promise<OutcomeStore> {
  if (url === undefined) return embeddedStore(process.env, printMessage);
  const { postgresOutcomes } = await postgresAt(url);
  return postgresOutcomes(url, homeFolder(process.env), printMessage);
}

/** @throws UsageError where the address is of something else */
function postgresAt(url: string) {
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new UsageError('--store takes the address of a PostgreSQL: postgres://user@host/database.');
  return import('../../server/postgres/postgresStore');
}
