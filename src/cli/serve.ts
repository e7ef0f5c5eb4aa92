/** `npm run serve`: the ensemble as one model behind the protocols that other tools speak. */
import { readFile } from 'node:fs/promises';
import type { Command } from '@commander-js/extra-typings';
import { RouteChecks } from '../checks/routeChecks';
import { addDashboard } from '../server/dashboard/dashboard';
import { isLoopback } from '../server/guard';
import { WatchedKeys } from '../server/keys/keyFile';
import { listen } from '../server/listen';
import { mcpOverHttp } from '../server/mcp/http';
import { limitsSchema, type LinesLimits } from '../server/queue/expertLines';
import type { ServingOptions } from '../server/serving';
import type { Store } from '../server/store/store';
import { command, printMessage } from './terminal/command';
import { checkAnswers, ensembleOf, expertNames, withEnsembleFlags } from './terminal/ensemble';
import { interruptible } from './terminal/interrupt';
import { again, oneOf, UsageError, wholeNumber } from './terminal/options';
import { declareKeys } from './terminal/serveKeys';
import { openStore } from './terminal/serveStore';
import { builtGrammars, builtSandbox, fromWhereCalled, ownVersion } from './places';

/** What runs when the server is told to end may go on for so long, and what waits to be written. */
const graceMs = 30_000;
const writeMs = 5000;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('serve', args, (program, ends) => {
    declareKeys(program, ends);
    return withServeFlags(program)
      .description(
        'Serves the ensemble as models "der", "der:fast", "der:balanced", "der:best" and "der:local" under the protocols of OpenAI (http://127.0.0.1:11535/v1) and Ollama (http://127.0.0.1:11535). Questions teach the person\'s store, as those of "npm run ask" do.',
      )
      .addHelpText(
        'after',
        `
Exit code: 0 ended by SIGTERM or Ctrl-C after what ran was finished, 1 failed,
2 wrong usage.`,
      )
      .action(ends(served));
  });
}

type Options = ReturnType<ReturnType<typeof withServeFlags>['opts']>;

function withServeFlags(program: Command) {
  return withEnsembleFlags(program)
    .option(
      '--host <HOST>',
      'address to listen on; one that other machines reach needs --keys with at least one key',
      '127.0.0.1',
    )
    .option('--port <N>', '0 takes a free one', wholeNumber('--port', 0, 65_535), 11_535)
    .option('--keys <FILE>', 'only who sends one of these keys is answered')
    .option(
      '--store <URL>',
      'a PostgreSQL that several servers share (also DER_STORE): postgres://user@host/database',
    )
    .option('--keep-traces <DAYS>', 'how long it keeps traces', wholeNumber('--keep-traces', 1, 3650), 30)
    .option('--trace-text', 'it keeps their questions and answers as well')
    .option(
      '--concurrency <N>',
      'routes at once; four times as many may wait',
      wholeNumber('--concurrency', 1, 10_000),
      128,
    )
    .option(
      '--limits <FILE>',
      'of each expert\'s line: {"default": {"concurrency": 16}, "experts": {"ID": {"concurrency": 4, "perMinute": 60, "waiting": 16, "hedgeAfter": 8}}}',
    )
    .option('--timeout <SECONDS>', 'longest time of one question', wholeNumber('--timeout', 1, 86_400), 600)
    .option(
      '--log <FORM>',
      'json: a line of JSON on standard output for each request and each route, without text or keys',
      oneOf('--log', ['json']),
    )
    .option(
      '--otel',
      'traces by OpenTelemetry, without text, to where OTEL_EXPORTER_OTLP_ENDPOINT says (http://localhost:4318); on where that is set',
    )
    .option('--allow-host <NAME>', 'another name of this machine; may be given again', again)
    .option(
      '--allow-origin <URL>',
      'a web page that may ask, as https://chat.example; may be given again',
      again,
    );
}

async function served(values: Options): Promise<number> {
  const checks = new RouteChecks({ sandbox: builtSandbox, grammars: builtGrammars }, printMessage);
  const store = await openStore({
    url: values.store ?? process.env['DER_STORE'],
    days: values.keepTraces,
    withText: values.traceText ?? false,
  });
  try {
    const options = await optionsOf(values, checks, store);
    const { host, port } = values;
    const listening = await listen(options, host, port);
    const about = isLoopback(host) && !options.door.keys ? ' (this machine alone, no key needed)' : '';
    if (options.log) options.log({ msg: 'listening', url: listening.url });
    else process.stdout.write(`DER is served at ${listening.url}${about}\n`);
    printMessage(
      `OpenAI: ${listening.url}/v1 · Ollama: ${listening.url} · experts: ${await expertNames(options.ensemble)} · store: ${store.name}`,
    );
    await interruptible(
      async (signal) => {
        await new Promise((stopped) => signal.addEventListener('abort', stopped, { once: true }));
        printMessage('Ending: what runs is finished first. Press Ctrl-C again to end at once.');
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

async function optionsOf(values: Options, checks: RouteChecks, store: Store): Promise<ServingOptions> {
  return {
    ensemble: await ensembleOf(values, checks, store.outcomes),
    store,
    mcp: mcpOverHttp(checkAnswers),
    dashboard: addDashboard,
    door: {
      keys:
        values.keys === undefined
          ? undefined
          : await WatchedKeys.open(fromWhereCalled(values.keys), printMessage),
      hosts: (values.allowHost ?? []).map(hostOf),
      origins: (values.allowOrigin ?? []).map(originOf),
    },
    most: { running: values.concurrency, waiting: 4 * values.concurrency },
    lines: await linesOf(values.limits),
    timeoutMs: values.timeout * 1000,
    version: await ownVersion(),
    ...logOf(values.log),
    ...(isTraced(values.otel) && {
      telemetry: (await import('../server/telemetry')).openTelemetry(await ownVersion()),
    }),
    warn: printMessage,
  };
}

/** A name as requests hold it, without a port. @throws UsageError for what no request could hold */
function hostOf(text: string): string {
  const name = /^([\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.exec(text)?.[1];
  if (name !== undefined) return name.toLowerCase();
  throw new UsageError(`--allow-host must be a name, as chat.example, not "${text}".`);
}

/** An origin as browsers send it: without a path, and without the port that goes without saying. @throws UsageError */
function originOf(text: string): string {
  const bare = /^[a-z][\w+.-]*:\/\/[^/?#\s]+(?=\/?$)/i.exec(text)?.[0];
  const url = bare === undefined || !URL.canParse(bare) ? undefined : new URL(bare);
  if (bare !== undefined && url) return url.origin === 'null' ? bare.toLowerCase() : url.origin;
  throw new UsageError(`--allow-origin must be a scheme and a name, as https://chat.example, not "${text}".`);
}

/** By the flag, or by a variable that says where to; another one turns it off. */
function isTraced(flag: boolean | undefined): boolean {
  const { env } = process;
  if (env['OTEL_SDK_DISABLED'] === 'true') return false;
  const to = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return flag === true || (to !== undefined && to !== '');
}

function logOf(form: 'json' | undefined): Pick<ServingOptions, 'log'> {
  if (form === undefined) return {};
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
