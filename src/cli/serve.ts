/** `npm run serve`: the ensemble as one model behind the protocols that other tools speak. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { RouteChecks } from '../checks/routeChecks';
import { addDashboard } from '../server/dashboard/dashboard';
import { isLoopback } from '../server/guard';
import { WatchedKeys } from '../server/keys/keyFile';
import { listen } from '../server/listen';
import { mcpOverHttp } from '../server/mcp/http';
import { limitsSchema, type LinesLimits } from '../server/queue/expertLines';
import type { ServingOptions } from '../server/serving';
import type { Store } from '../server/store/store';
import { command, tell } from './terminal/command';
import { checkAnswers, ensembleFlags, ensembleHelp, ensembleOf, namesOf } from './terminal/ensemble';
import { interruptible } from './terminal/interrupt';
import { numberOf, UsageError } from './terminal/options';
import { changeKeys, keysHelp } from './terminal/serveKeys';
import { openStore } from './terminal/serveStore';
import { builtGrammars, builtSandbox, fromWhereCalled, ownVersion } from './places';

const help = `Usage: npm run serve -- [options]
       npm run serve -- keys add|list|revoke …

Serves the ensemble as models "der", "der:fast", "der:balanced", "der:best" and "der:local"
under the protocols of OpenAI (http://127.0.0.1:11535/v1) and Ollama (http://127.0.0.1:11535).
Questions teach the person's store, as those of "npm run ask" do.

  --host HOST           address to listen on (default 127.0.0.1); one that other machines
                        reach needs --keys with at least one key
  --port N              default 11535; 0 takes a free one
${ensembleHelp}  --keys FILE           only who sends one of these keys is answered
  --store URL           a PostgreSQL that several servers share (also DER_STORE):
                        postgres://user@host/database
  --keep-traces DAYS    how long it keeps traces (default 30)
  --trace-text          it keeps their questions and answers as well
  --concurrency N       routes at once (default 128); four times as many may wait
  --limits FILE         of each expert's line: {"default": {"concurrency": 16},
                        "experts": {"ID": {"concurrency": 4, "perMinute": 60, "waiting": 16}}}
  --timeout SECONDS     longest time of one question (default 600)
  --log json            a line of JSON on standard output for each request and each route,
                        without text or keys
  --otel                traces by OpenTelemetry, without text, to where OTEL_EXPORTER_OTLP_ENDPOINT
                        says (http://localhost:4318); on where that is set
  --allow-host NAME     another name of this machine; may be given again
  --allow-origin URL    a web page that may ask; may be given again
  --help                this text

${keysHelp}
Exit code: 0 ended by SIGTERM or Ctrl-C after what ran was finished, 1 failed, 2 wrong usage.
`;

const flags = {
  help: { type: 'boolean', short: 'h' },
  host: { type: 'string' },
  port: { type: 'string' },
  ...ensembleFlags,
  keys: { type: 'string' },
  store: { type: 'string' },
  'keep-traces': { type: 'string' },
  'trace-text': { type: 'boolean' },
  limits: { type: 'string' },
  concurrency: { type: 'string' },
  timeout: { type: 'string' },
  log: { type: 'string' },
  otel: { type: 'boolean' },
  'allow-host': { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
} as const;

type Values = ReturnType<typeof parsed>;

/** What runs when the server is told to end may go on for so long, and what waits to be written. */
const graceMs = 30_000;
const writeMs = 5000;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('serve', async () => {
    if (args[0] === 'keys') return changeKeys(args.slice(1));
    const values = parsed(args);
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
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

async function served(values: Values): Promise<number> {
  const checks = new RouteChecks({ sandbox: builtSandbox, grammars: builtGrammars }, tell);
  const store = await openStore({
    url: values.store ?? process.env['DER_STORE'],
    days: wholeNumber('--keep-traces', values['keep-traces'], 1, 3650) ?? 30,
    withText: values['trace-text'] ?? false,
  });
  try {
    const options = await optionsOf(values, checks, store);
    const { host = '127.0.0.1' } = values;
    const port = wholeNumber('--port', values.port, 0, 65_535) ?? 11_535;
    const listening = await listen(options, host, port);
    const about = isLoopback(host) && !options.door.keys ? ' (this machine alone, no key needed)' : '';
    if (options.log) options.log({ msg: 'listening', url: listening.url });
    else process.stdout.write(`DER is served at ${listening.url}${about}\n`);
    tell(
      `OpenAI: ${listening.url}/v1 · Ollama: ${listening.url} · experts: ${await namesOf(options.ensemble)} · store: ${store.name}`,
    );
    await interruptible(
      async (signal) => {
        await new Promise((stopped) => signal.addEventListener('abort', stopped, { once: true }));
        tell('Ending: what runs is finished first. Press Ctrl-C again to end at once.');
        await listening.close(graceMs);
      },
      graceMs + writeMs + 5000,
    );
    await options.telemetry?.close();
    return 0;
  } finally {
    await store.close(writeMs);
    checks.dispose();
  }
}

async function optionsOf(values: Values, checks: RouteChecks, store: Store): Promise<ServingOptions> {
  const running = wholeNumber('--concurrency', values.concurrency, 1, 10_000) ?? 128;
  const seconds = wholeNumber('--timeout', values.timeout, 1, 86_400) ?? 600;
  return {
    ensemble: await ensembleOf(values, checks, store.outcomes),
    store,
    mcp: mcpOverHttp(checkAnswers),
    dashboard: addDashboard,
    door: {
      keys:
        values.keys === undefined ? undefined : await WatchedKeys.open(fromWhereCalled(values.keys), tell),
      hosts: (values['allow-host'] ?? []).map((name) => name.toLowerCase()),
      origins: values['allow-origin'] ?? [],
    },
    most: { running, waiting: 4 * running },
    lines: await linesOf(values.limits),
    timeoutMs: seconds * 1000,
    version: await ownVersion(),
    ...logOf(values.log),
    ...(isTraced(values.otel) && {
      telemetry: (await import('../server/telemetry')).openTelemetry(await ownVersion()),
    }),
    tell,
  };
}

/** By the flag, or by a variable that says where to; another one turns it off. */
function isTraced(flag: boolean | undefined): boolean {
  const { env } = process;
  if (env['OTEL_SDK_DISABLED'] === 'true') return false;
  const to = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return flag === true || (to !== undefined && to !== '');
}

/** @throws UsageError */
function logOf(form: string | undefined): Pick<ServingOptions, 'log'> {
  if (form === undefined) return {};
  if (form !== 'json') throw new UsageError('--log takes json.');
  return {
    log: (fields) =>
      process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...fields })}\n`),
  };
}

/** @throws UsageError */
async function linesOf(file: string | undefined): Promise<LinesLimits> {
  if (file === undefined) return {};
  const path = fromWhereCalled(file);
  try {
    const read = limitsSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new Error(`${issue!.path.map(String).join('.')}: ${issue!.message}`);
  } catch (error) {
    throw new UsageError(`--limits: ${path} cannot be used: ${(error as Error).message}.`);
  }
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
