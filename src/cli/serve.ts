/** `npm run serve`: the ensemble as one model behind the protocols that other tools speak. */
import { parseArgs } from 'node:util';
import { RouteChecks } from '../checks/routeChecks';
import { isLoopback } from '../server/guard';
import { addKey, readKeys, revokeKey } from '../server/keys';
import { listen } from '../server/listen';
import { mcpOverHttp } from '../server/mcp/http';
import type { ServingOptions } from '../server/serving';
import { command, tell } from './terminal/command';
import { checkAnswers, ensembleFlags, ensembleHelp, ensembleOf, namesOf } from './terminal/ensemble';
import { interruptible } from './terminal/interrupt';
import { numberOf, UsageError } from './terminal/options';
import { builtGrammars, builtSandbox, fromWhereCalled, ownVersion } from './places';

const help = `Usage: npm run serve -- [options]

Serves the ensemble as models "der", "der:fast", "der:balanced", "der:best" and "der:local"
under the protocols of OpenAI (http://127.0.0.1:11535/v1) and Ollama (http://127.0.0.1:11535).
Questions teach the person's store, as those of "npm run ask" do.

  --host HOST           address to listen on (default 127.0.0.1); one that other machines
                        reach needs --keys with at least one key
  --port N              default 11535; 0 takes a free one
${ensembleHelp}  --keys FILE           only who sends one of these keys is answered
  --add-key NAME        makes a key in that file, prints it once, and ends
  --revoke-key NAME     revokes it, and ends
  --concurrency N       routes at once (default 16); four times as many may wait
  --timeout SECONDS     longest time of one question (default 600)
  --allow-host NAME     another name of this machine; may be given again
  --allow-origin URL    a web page that may ask; may be given again
  --help                this text

Exit code: 0 ended by SIGTERM or Ctrl-C after what ran was finished, 1 failed, 2 wrong usage.
`;

const flags = {
  help: { type: 'boolean', short: 'h' },
  host: { type: 'string' },
  port: { type: 'string' },
  ...ensembleFlags,
  keys: { type: 'string' },
  'add-key': { type: 'string' },
  'revoke-key': { type: 'string' },
  concurrency: { type: 'string' },
  timeout: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
} as const;

type Values = ReturnType<typeof parsed>;

/** What runs when the server is told to end may go on for so long. */
const graceMs = 30_000;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('serve', async () => {
    const values = parsed(args);
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    if (values['add-key'] !== undefined || values['revoke-key'] !== undefined) return changeKeys(values);
    return served(values);
  });
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function changeKeys({ keys, 'add-key': added, 'revoke-key': revoked }: Values): Promise<number> {
  if (keys === undefined) throw new UsageError('Name the file of the keys with --keys.');
  const [file, now] = [fromWhereCalled(keys), new Date()];
  if (revoked !== undefined) {
    await revokeKey(file, revoked, now);
    tell(`The key of "${revoked}" is revoked. A server that runs must be started again.`);
  }
  if (added !== undefined) {
    process.stdout.write(`${await addKey(file, added, now)}\n`);
    tell('This key is shown once, and kept nowhere but by whoever uses it.');
  }
  return 0;
}

async function served(values: Values): Promise<number> {
  const checks = new RouteChecks({ sandbox: builtSandbox, grammars: builtGrammars }, tell);
  try {
    const options = await optionsOf(values, checks);
    const { host = '127.0.0.1' } = values;
    const port = wholeNumber('--port', values.port, 0, 65_535) ?? 11_535;
    const listening = await listen(options, host, port);
    const about = isLoopback(host) && !options.door.keys ? ' (this machine alone, no key needed)' : '';
    process.stdout.write(`DER is served at ${listening.url}${about}\n`);
    tell(
      `OpenAI: ${listening.url}/v1 · Ollama: ${listening.url} · experts: ${await namesOf(options.ensemble)}`,
    );
    await interruptible(async (signal) => {
      await new Promise((stopped) => signal.addEventListener('abort', stopped, { once: true }));
      tell('Ending: what runs is finished first. Press Ctrl-C again to end at once.');
      await listening.close(graceMs);
    }, graceMs + 5000);
    return 0;
  } finally {
    checks.dispose();
  }
}

async function optionsOf(values: Values, checks: RouteChecks): Promise<ServingOptions> {
  const running = wholeNumber('--concurrency', values.concurrency, 1, 1000) ?? 16;
  const seconds = wholeNumber('--timeout', values.timeout, 1, 86_400) ?? 600;
  return {
    ensemble: await ensembleOf(values, checks),
    mcp: mcpOverHttp(checkAnswers),
    door: {
      keys: values.keys === undefined ? undefined : await readKeys(fromWhereCalled(values.keys)),
      hosts: (values['allow-host'] ?? []).map((name) => name.toLowerCase()),
      origins: values['allow-origin'] ?? [],
    },
    most: { running, waiting: 4 * running },
    timeoutMs: seconds * 1000,
    version: await ownVersion(),
    tell,
  };
}

/** @throws UsageError */
function wholeNumber(
  flag: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = numberOf(text);
  if (value !== undefined && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`${flag} must be a whole number from ${least} to ${most}, not "${text}".`);
}
