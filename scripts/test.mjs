/**
 * `npm test [-- unit host window]`: every suite, then one line that sums them up.
 * A suite that cannot run here is skipped with its reason; under CI a skip is a failure.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureBuilt, root, runChild, say } from './setup.mjs';

/** Suite to what runs it; each resolves to what test/support/suiteResult.ts describes. */
const suites = {
  /** Everything that needs no editor: test/unit and test/wire. */
  unit: vitest,
  /** Mocha inside a real extension host. */
  host: () => inEditor('host', ['extension', 'panel', 'hostSuite', 'hostTests']),
  /** The packaged extension in the real workbench, driven as a person would. */
  window: () => inEditor('window', ['extension', 'panel', 'windowTests']),
};

/** @returns {Promise<number>} exit code */
export async function main(args) {
  const unknown = args.filter((name) => !Object.hasOwn(suites, name));
  if (unknown.length > 0) {
    say(`There is no suite "${unknown[0]}". Usage: npm test [-- ${Object.keys(suites).join(' ')}]`);
    return 2;
  }
  const results = [];
  for (const name of args.length > 0 ? args : Object.keys(suites)) {
    say(`\nSuite ${name}`);
    results.push(await suites[name]().catch((error) => failure(name, error)));
  }
  return summary(results);
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

async function vitest() {
  const report = join(root, 'out', 'unit.json');
  await mkdir(join(root, 'out'), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runChild(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters]);
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

async function inEditor(name, targets) {
  await ensureChromium();
  await ensureBuilt(targets);
  const { run } = await import(new URL(`../dist/test/${name}.mjs`, import.meta.url).href);
  return run();
}
