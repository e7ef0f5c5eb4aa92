/**
 * `npm test [-- lint unit host window served]`: unit, host and window, or those named, then one line that sums them up.
 * `window` is `panel` and `workbench`.
 * A suite that cannot run here is skipped with its reason; under CI a skip is a failure.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { productTargets } from './build.mjs';
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
    await ensureBuilt([...productTargets, 'hostSuite', 'hostTests']);
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

/** The last lines: what was skipped, what failed and by what, and the counts, so that a log's end tells it all. */
function summary(results) {
  const passed = results.reduce((total, result) => total + result.passed, 0);
  const skipped = results.flatMap((result) => result.skipped);
  const failed = results.flatMap((result) => result.failed);
  const retried = results.flatMap((result) => result.retried);
  const forbidden = process.env.CI && process.env.CI !== 'false' ? skipped.length : 0;
  for (const { name, reason } of skipped) say(`skipped: ${name}: ${reason}`);
  if (forbidden > 0) say('Under CI a skip is a failure.');
  for (const { name, reason } of retried)
    say(`passed at a second try: ${name}: ${reason.slice(0, shownOfReason)}`);
  for (const { name, reason } of failed) say(`failed: ${name}: ${reason.slice(0, shownOfReason)}`);

  const failures = failed.length + forbidden;
  const left = skipped.length - forbidden;
  const counts = [`${passed} passed`, `${failures} failed`, ...(left > 0 ? [`${left} skipped`] : [])];
  process.stdout.write(`${counts.join(', ')}\n`);
  return failures === 0 ? 0 : 1;
}

/** Characters. */
const shownOfReason = 1000;

function failure(name, error) {
  return {
    passed: 0,
    failed: [{ name: `Suite ${name}`, reason: `broke: ${error?.stack ?? error}` }],
    retried: [],
    skipped: [],
  };
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
function resultOf({ testResults, numPassedTests }, code) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({ name: fullName, reason: failureMessages.join('\n') }));
  const retried = tests
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages?.length > 0)
    .map(({ fullName, failureMessages }) => ({ name: fullName, reason: failureMessages.join('\n') }));
  const broken = testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every(isNotFailed))
    .map(({ name, message }) => ({ name, reason: message }));
  const outside = code !== 0 && failed.length + broken.length === 0;
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName, meta }) => ({ name: fullName, reason: meta?.reason ?? 'see the test' }));
  return {
    passed: numPassedTests,
    failed: [
      ...failed,
      ...broken,
      ...(outside ? [{ name: 'vitest', reason: `ended with code ${code}` }] : []),
    ],
    retried,
    skipped,
  };
}

const isNotFailed = ({ status }) => status !== 'failed';
