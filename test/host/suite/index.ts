/** Runs in the extension host: `run` is what the editor calls. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import {
  folderVariable,
  outcomeFile,
  phaseFile,
  type Outcome,
  type Phase,
  type TestOutcome,
} from '../outcome';
import { measured } from './measured';

/** Loading a phase's files declares its tests. */
const suites: Record<Phase, () => Promise<unknown>> = {
  fresh: async () => {
    // First, while the extension is still asleep.
    await import('./activation.test');
    await import('./manifest.test');
    // Before any context is disposed of: the log of the same name, which the extension writes to, is closed with it.
    await import('./serve.test');
    await import('./ask.test');
    await import('./settings.test');
    await import('./keys.test');
    await import('./configure.test');
    await import('./commands.test');
    await import('./models.test');
    await import('./setUp.test');
    await import('./measure.test');
    await import('./surfaces.test');
    await import('./code.test');
    await import('./attachments.test');
    await import('./tasks.test');
    await import('./inPlace.test');
    await import('./compare.test');
    await import('./learned.test');
    await import('./tune.test');
    // Last: what it leaves is looked for after the reload.
    await import('./panel.test');
  },
  reloaded: () => import('./reload.test'),
  restricted: () => import('./restricted.test'),
  activation: async () => {
    await import('./activation.test');
    await import('./reportedActivation.test');
  },
};

export async function run(): Promise<void> {
  const folder = process.env[folderVariable];
  if (!folder) throw new Error(`${folderVariable} does not name the folder of the tests.`);
  const phase = (await readFile(join(folder, phaseFile), 'utf8')) as Phase;
  // A slow machine under load: what hangs is told from what is slow, and what fails twice is wrong.
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, retries: 1 });
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  await suites[phase]();
  const tests = await runAll(mocha);
  const outcome: Outcome = { tests, measured };
  await writeFile(join(folder, outcomeFile(phase)), JSON.stringify(outcome));
  const failed = tests.filter(({ failure }) => failure !== undefined).length;
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}

function runAll(mocha: Mocha): Promise<TestOutcome[]> {
  const tests: TestOutcome[] = [];
  let retried: Pick<TestOutcome, 'retried'> = {};
  const add = (outcome: TestOutcome): void => {
    tests.push({ ...outcome, ...retried });
    retried = {};
  };
  const reasonOf = (error: Error): string => error.stack ?? String(error);
  return new Promise((resolve) => {
    mocha
      .run(() => resolve(tests))
      .on('pass', (test) => add({ title: test.fullTitle(), ms: test.duration ?? 0 }))
      .on('pending', (test) => add({ title: test.fullTitle(), ms: 0, skipped: 'marked as pending' }))
      .on('retry', (_test, error: Error) => (retried = { retried: reasonOf(error) }))
      .on('fail', (test, error: Error) =>
        add({ title: test.fullTitle(), ms: test.duration ?? 0, failure: reasonOf(error) }),
      );
  });
}
