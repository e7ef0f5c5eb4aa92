/**
 * `npm run figures`: what the product promises to withstand, counted. Each figure runs in a process of its own, so
 * that its memory and its pauses are its own.
 */
import { spawn } from 'node:child_process';
import { command } from '../../src/cli/terminal/command';
import { UsageError, wholeNumber } from '../../src/cli/terminal/options';

type Figures = Readonly<Record<string, unknown>>;
type Limits = Readonly<Record<string, number>>;

interface Figure {
  /** How many there are of it in full. */
  readonly count: number;
  readonly run: (count: number, seed: number) => Promise<object>;
  /** The most that each number may be. */
  readonly atMost: Limits;
}

const none = (...names: readonly string[]): Limits => Object.fromEntries(names.map((name) => [name, 0]));

const figures: Readonly<Record<string, Figure>> = {
  streams: {
    count: 50_000,
    run: async (count, seed) => (await import('./streams')).run(count, seed),
    atMost: { ...none('crashes', 'hangs', 'rawMessages', 'blocks'), mostMb: 300 },
  },
  hostile: {
    count: 1_000,
    run: async (count, seed) => {
      const { escapes, ...rest } = await (await import('./hostile')).run(count, seed);
      return { ...escapes, ...rest };
    },
    atMost: none('fence', 'terminal', 'panel', 'chat', 'cap', 'keys', 'apply'),
  },
  kills: {
    count: 1_000,
    run: async (count, seed) => (await import('./kills')).run(count, seed),
    atMost: none('lost', 'doubled', 'unreadable'),
  },
  outcomeKills: {
    count: 100,
    run: async (count, seed) => (await import('./outcomeKills')).run(count, seed),
    atMost: none('lost', 'doubled', 'returned', 'unreadable'),
  },
  soak: {
    count: 20_000,
    run: async (count, seed) => (await import('./soak')).run(count, seed),
    atMost: { problems: 0, growthPercent: 5 },
  },
  stops: {
    count: 4_000,
    run: async (count, seed) => (await import('./stops')).run(count, seed),
    atMost: { p99Ms: 100, otherwise: 0, unnoticed: 0 },
  },
  loading: {
    count: 60,
    run: async (count, seed) => (await import('./loading')).run(count, seed),
    atMost: { waitedPercent: 20, inUse: 0 },
  },
  longConversation: {
    count: 20,
    run: async (count, seed) => (await import('./longConversation')).run(count, seed),
    atMost: none('blocks', 'problems'),
  },
};

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('figures', args, (program, ends) =>
    program
      .description('Counts what is named, or everything, and holds each number against what is promised.')
      .argument('[name...]', Object.keys(figures).join(', '))
      .option('--share <X>', 'of the full count, above 0 and up to 1', shareOf, 1)
      .option('--seed <N>', 'same seed, same streams, answers and moments', wholeNumber('--seed'), 1)
      .addHelpText('after', '\nExit code: 0 done, 1 when a promise is broken, 2 wrong usage.')
      .action(ends(counted)),
  );
}

/** @throws UsageError */
function shareOf(text: string): number {
  const share = Number(text);
  if (share > 0 && share <= 1) return share;
  throw new UsageError(`--share is a number above 0 and up to 1, not "${text}".`);
}

async function counted(
  names: readonly string[],
  { share, seed }: { readonly share: number; readonly seed: number },
): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(figures, name));
  if (unknown !== undefined) throw new UsageError(`There is no figure "${unknown}".`);
  if (names.length === 1) return count(names[0]!, share, seed);
  let code = 0;
  for (const name of names.length > 0 ? names : Object.keys(figures))
    code = Math.max(code, await inItsOwnProcess(name, share, seed));
  return code;
}

async function count(name: string, share: number, seed: number): Promise<number> {
  const { run, atMost, count: full } = figures[name]!;
  const wanted = Math.max(1, Math.round(full * share));
  process.stderr.write(`${name}: ${wanted} of ${full}, seed ${seed} …\n`);
  const start = performance.now();
  const found = { ...(await run(wanted, seed)) } as Figures;
  const seconds = Math.round((performance.now() - start) / 1_000);
  const broken = Object.entries(atMost).filter(([key, most]) => !(Number(found[key]) <= most));
  for (const line of table(found, atMost)) process.stdout.write(`${line}\n`);
  const kept = broken.length === 0;
  process.stdout.write(
    `${JSON.stringify({ figure: name, share, seed, seconds, kept, date: today(), ...found })}\n`,
  );
  return kept ? 0 : 1;
}

function table(found: Figures, atMost: Limits): string[] {
  return Object.entries(found)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => {
      const most = atMost[key];
      const promise =
        most === undefined ? '' : `${Number(value) <= most ? 'kept  ' : 'BROKEN'}  at most ${most}`;
      return `  ${key.padEnd(16)}${String(value).padStart(10)}  ${promise}`.trimEnd();
    });
}

function inItsOwnProcess(name: string, share: number, seed: number): Promise<number> {
  const args = [process.argv[1]!, 'figures', name, '--share', String(share), '--seed', String(seed)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
