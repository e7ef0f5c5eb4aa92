/** `npm run serve -- keys …`: who may ask a server, and what each key may. */
import { Option, type Command } from '@commander-js/extra-typings';
import { addKey, readKeys, revokeKey } from '../../server/keys/keyFile';
import { keyLimits, type ServerKey, type KeyLimits } from '../../server/keys/key';
import { fromWhereCalled } from '../places';
import { printMessage } from './command';
import type { CommandAction } from './commandLine';
import { namesOf, numberOf, UsageError } from './options';

/** Adds `keys add NAME`, `keys list` and `keys revoke NAME`. */
export function declareKeys(serve: Command, ends: CommandAction): void {
  const keys = serve
    .command('keys')
    .usage('add|list|revoke …')
    .helpCommand(false)
    .description('who may ask: keys in a file that servers read again when it changes, within a second');
  keys
    .command('add')
    .description('makes a key, and prints it once')
    .argument('<NAME>', 'whose key it is; a name with blanks goes in quotes')
    .addOption(fileFlag())
    .option('--experts <A,B>', 'ids of the experts that it may have asked', namesOf)
    .option('--concurrency <N>', 'questions at once, of each server', numberOrNone)
    .option('--per-minute <N>', 'questions in a minute, of each server', numberOrNone)
    .option(
      '--usd-per-day <X>',
      'budget: nothing is asked that could overspend it; days are those of the calendar in UTC',
      numberOrNone,
    )
    .option('--usd-per-month <X>', 'the same for a month', numberOrNone)
    .option('--dashboard', 'it may see the figures of all keys')
    .action(ends((name, { keys: file, ...limits }) => add(fromWhereCalled(file), name, limits)));
  keys
    .command('list')
    .description('names, and what each may')
    .addOption(fileFlag())
    .action(ends(async ({ keys: file }) => list(await readKeys(fromWhereCalled(file)))));
  keys
    .command('revoke')
    .description('takes a key back')
    .argument('<NAME>', 'whose key it is')
    .addOption(fileFlag())
    .action(ends((name, { keys: file }) => revoke(fromWhereCalled(file), name)));
}

function fileFlag() {
  return new Option('--keys <FILE>', 'the file of the keys').makeOptionMandatory();
}

/** What is no number is refused with the other limits. */
function numberOrNone(text: string): number {
  return numberOf(text) ?? NaN;
}

async function add(file: string, name: string, limits: KeyLimits): Promise<number> {
  process.stdout.write(`${await addKey(file, name, checked(limits), new Date())}\n`);
  printMessage('This key is shown once, and kept nowhere but by whoever uses it.');
  return 0;
}

async function revoke(file: string, name: string): Promise<number> {
  await revokeKey(file, name, new Date());
  printMessage(`The key of "${name}" is revoked; servers that run know within a second.`);
  return 0;
}

/** @throws UsageError */
function checked(limits: KeyLimits): KeyLimits {
  const read = keyLimits.safeParse(limits);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UsageError(`${issue!.path.map(String).join('.')} is wrong: ${issue!.message}.`);
}

function list(keys: readonly ServerKey[]): number {
  for (const key of keys) process.stdout.write(`${lineOf(key)}\n`);
  if (keys.length === 0) printMessage('There are no keys.');
  return 0;
}

function lineOf({ name, createdAt, revokedAt, ...key }: ServerKey): string {
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
