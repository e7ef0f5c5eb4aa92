/** Where a server keeps what it learns: this machine's files, or a database that several servers share. */
import { keptBalances } from '../../server/budget/spendingFile';
import { embeddedStore } from '../../server/store/embeddedStore';
import type { Store } from '../../server/store/store';
import { homeFolder } from '../../der/storage/learned';
import { tell } from './command';
import { UsageError } from './options';

interface Wanted {
  /** As `--store` or `DER_STORE` has it; undefined for the files. */
  readonly url: string | undefined;
  readonly days: number;
  readonly withText: boolean;
}

/** @throws UsageError; Error where it cannot be used */
export async function openStore({ url, days, withText }: Wanted): Promise<Store> {
  if (url === undefined) return embeddedStore(process.env, tell, await keptBalances(process.env, new Date()));
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new UsageError('--store takes the address of a PostgreSQL: postgres://user@host/database.');
  const { postgresStore } = await import('../../server/postgres/postgresStore');
  return postgresStore(url, { days, withText }, homeFolder(process.env), tell);
}
