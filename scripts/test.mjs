/**
 * `npm test [-- lint unit host window served]`: unit, host and window, or those named, then one line that sums them up.
 * `window` is `panel` and `workbench`.
 * A suite that cannot run here is skipped with its reason; under CI a skip is a failure.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { editorUnavailable, installEditor } from './editorHost.mjs';
import { ensureServices } from './services.mjs';
import { lint } from './lint.mjs';
import { ensureBuilt, root, runChild, say } from './setup.mjs';

/** Suite to what runs it; each resolves to what test/support/suiteResult.ts describes. */
const suites = {
  lint,
  /** Everything that needs no editor: test/unit and test/wire. */
  unit: () => vitest('unit', 'vitest.config.mts'),
  /** Mocha inside a real extension host. */
  host: async () => {
    await ensureChromium();
    await ensureBuilt(['extension', 'panel', 'sandbox', 'problems', 'tune', 'hostSuite', 'hostTests']);
    const { run } = await import('../dist/test/host.mjs');
    return run();
  },
  /** The panel alone in a browser. */
  panel: () => windowTests('panel'),
  /** The packaged extension in the real workbench, driven as a person would. */
  workbench: () => windowTests('workbench'),
  /** Several servers with a real PostgreSQL, nginx and a browser before them. */
  served: () => vitest('served', 'test/served/vitest.config.mts'),
  /** The same with 200 clients for two minutes. */
  'served-long': () => {
    process.env.DER_SERVED = 'long';
    return suites.served();
  },
};

const usual = ['unit', 'host', 'window'];

/** One after the other; in the last, lanes side by side: one editor at a time, and beside it what needs none. */
const stages = [
  [['lint']],
  [['unit']],
  [
    ['host', 'workbench'],
    ['panel', 'served', 'served-long'],
  ],
];
const inBrowser = ['host', 'panel', 'workbench'];

/** @returns {Promise<number>} exit code */
export async function main(args) {
  const asked = args.length > 0 ? args : usual;
  const named = asked.flatMap((name) => (name === 'window' ? ['panel', 'workbench'] : [name]));
  const unknown = named.find((name) => !Object.hasOwn(suites, name));
  if (unknown !== undefined) {
    say(`There is no suite "${unknown}". Usage: npm test [-- window ${Object.keys(suites).join(' ')}]`);
    return 2;
  }
  // What takes minutes to fetch comes while the suites before it run; whoever needs it says what went wrong.
  const windows = named.some((name) => inBrowser.includes(name)) ? fetched() : undefined;
  // One apt-get at a time: the window's Chromium comes first.
  const services = named.some((name) => name.startsWith('served'))
    ? Promise.resolve(windows).then(ensureServices)
    : undefined;
  const results = [];
  const runLane = async (lane) => {
    for (const name of lane.filter((one) => named.includes(one))) {
      await (inBrowser.includes(name) ? windows : name.startsWith('served') ? services : undefined);
      say(`\nSuite ${name}`);
      results.push(await suites[name]().catch((error) => failure(name, error)));
    }
  };
  for (const lanes of stages) await Promise.all(lanes.map(runLane));
  return summary(results);
}

async function windowTests(project) {
  await ensureChromium();
  return vitest(project, 'test/window/vitest.config.mts', ['--project', project]);
}

/** Chromium, then the editor, as far as this machine has them. */
async function fetched() {
  await ensureChromium();
  if (editorUnavailable() === undefined) await installEditor().catch(() => {});
}

function summary(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const skipped = results.flatMap((result) => result.skipped);
  const forbidden = process.env.CI && process.env.CI !== 'false' ? skipped.length : 0;
  for (const { name, reason } of skipped) say(`skipped: ${name}: ${reason}`);
  if (forbidden > 0) say('Under CI a skip is a failure.');

  const failed = sum('failed') + forbidden;
  const left = skipped.length - forbidden;
  const counts = [`${sum('passed')} passed`, `${failed} failed`, ...(left > 0 ? [`${left} skipped`] : [])];
  process.stdout.write(`${counts.join(', ')}\n`);
  return failed === 0 ? 0 : 1;
}

function failure(name, error) {
  say(`Suite ${name} broke: ${error?.stack ?? error}`);
  return { passed: 0, failed: 1, skipped: [] };
}

async function vitest(name, config, more = []) {
  const report = join(root, 'out', `${name}.json`);
  await mkdir(join(root, 'out'), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...more, ...reporters];
  const code = await runChild(process.execPath, command);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`vitest ended with code ${code} and left no report.`);
  return resultOf(JSON.parse(text), code);
}

/** A file that breaks before its first test counts as one failure, and so does an error outside any test. */
function resultOf({ testResults, numPassedTests, numFailedTests }, code) {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const counted = numFailedTests + broken.length;
  const skipped = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName, meta }) => ({ name: fullName, reason: meta?.reason ?? 'see the test' }));
  return { passed: numPassedTests, failed: counted === 0 && code !== 0 ? 1 : counted, skipped };
}
