/** `npm run serve -- keys …`: who may ask a server, and what each key may. */
import { parseArgs } from 'node:util';
import { addKey, readKeys, revokeKey } from '../../server/keys/keyFile';
import { keyLimits, type Key, type KeyLimits } from '../../server/keys/key';
import { fromWhereCalled } from '../places';
import { tell } from './command';
import { numberOf, UsageError } from './options';

export const keysHelp = `Keys, in a file that servers read again when it changes, within a second:

  keys add NAME --keys FILE     makes a key, and prints it once
       --experts A,B            ids of the experts that it may have asked
       --concurrency N          questions at once, of each server
       --per-minute N           questions in a minute, of each server
       --usd-per-day X          budgets: nothing is asked that could overspend them;
       --usd-per-month X        days and months are those of the calendar in UTC
       --dashboard              it may see the figures of all keys
  keys list --keys FILE         names, and what each may
  keys revoke NAME --keys FILE
`;

const flags = {
  keys: { type: 'string' },
  experts: { type: 'string' },
  concurrency: { type: 'string' },
  'per-minute': { type: 'string' },
  'usd-per-day': { type: 'string' },
  'usd-per-month': { type: 'string' },
  dashboard: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parsed>['values'];

/** @param args behind `keys`. @returns the exit code. @throws UsageError */
export async function changeKeys(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args);
  const [what, name, ...more] = positionals;
  if (values.keys === undefined) throw new UsageError('Name the file of the keys with --keys.');
  const file = fromWhereCalled(values.keys);
  if (more.length > 0) throw new UsageError(`"${more[0]}" is too much; a name with blanks goes in quotes.`);
  if (what === 'list' && name === undefined) return list(await readKeys(file));
  if (name === undefined || (what !== 'add' && what !== 'revoke'))
    throw new UsageError('Say "keys add NAME", "keys list" or "keys revoke NAME".');
  if (what === 'revoke') {
    await revokeKey(file, name, new Date());
    tell(`The key of "${name}" is revoked; servers that run know within a second.`);
    return 0;
  }
  process.stdout.write(`${await addKey(file, name, limitsOf(values), new Date())}\n`);
  tell('This key is shown once, and kept nowhere but by whoever uses it.');
  return 0;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws UsageError */
function limitsOf(values: Values): KeyLimits {
  const experts = values.experts?.split(',').map((id) => id.trim());
  const numbers = {
    concurrency: values.concurrency,
    perMinute: values['per-minute'],
    usdPerDay: values['usd-per-day'],
    usdPerMonth: values['usd-per-month'],
  };
  const given = Object.entries(numbers).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, numberOf(text) ?? NaN] as const],
  );
  const limits = {
    ...Object.fromEntries(given),
    ...(experts && { experts }),
    ...(values.dashboard && { dashboard: true }),
  };
  const read = keyLimits.safeParse(limits);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UsageError(`${issue!.path.map(String).join('.')} is wrong: ${issue!.message}.`);
}

function list(keys: readonly Key[]): number {
  for (const key of keys) process.stdout.write(`${lineOf(key)}\n`);
  if (keys.length === 0) tell('There are no keys.');
  return 0;
}

function lineOf({ name, createdAt, revokedAt, ...key }: Key): string {
  const may = [
    key.experts && `experts ${key.experts.join(', ')}`,
    key.concurrency && `${key.concurrency} at once`,
    key.perMinute && `${key.perMinute} a minute`,
    key.usdPerDay !== undefined && `$${key.usdPerDay} a day`,
    key.usdPerMonth !== undefined && `$${key.usdPerMonth} a month`,
    key.dashboard && 'dashboard',
  ].filter((part) => typeof part === 'string');
  const since = `since ${createdAt.slice(0, 10)}`;
  const until = revokedAt === undefined ? [] : [`revoked ${revokedAt.slice(0, 10)}`];
  return [name, since, ...until, ...may].join(' · ');
}
