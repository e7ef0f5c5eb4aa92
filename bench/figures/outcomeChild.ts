/**
 * A window in which a person uses answers while others are measured and some are deleted, until it is killed. It says on
 * stdout what is kept and what is deleted, once it is: `kept QUESTION`, `deleted QUESTION`.
 */
import { forgetOutcomes } from '../../src/der/estimate/forgetting';
import { keepOutcomes, outcomesFile, type OutcomeRecord } from '../../src/der/estimate/outcomes';

const [home, run] = process.argv.slice(2) as [string, string];
const env = { DER_HOME: home };
const at = new Date().toISOString();
const say = (line: string) => process.stdout.write(`${line}\n`);

const used = (question: string): OutcomeRecord => ({
  expert: 'used',
  question,
  quality: 1,
  characters: 9,
  from: 'use',
  use: 'applied',
  weight: 0.5,
  version: run,
  at,
});

async function using(): Promise<never> {
  for (let count = 0; ; count++) {
    const question = `used ${run} ${count}`;
    await keepOutcomes(env, [used(question)]);
    say(`kept ${question}`);
  }
}

async function measuring(): Promise<never> {
  for (let count = 0; ; count++) {
    const questions = [0, 1, 2].map((part) => `measured ${run} ${count} ${part}`);
    await keepOutcomes(
      env,
      questions.map((question) => ({
        ...used(question),
        from: 'calibrate',
        use: undefined,
        kind: 'short' as const,
      })),
    );
    for (const question of questions) say(`kept ${question}`);
  }
}

async function deleting(): Promise<never> {
  for (let count = 0; ; count += 3) {
    const question = `used ${run} ${count}`;
    const gone = await forgetOutcomes(outcomesFile(env), (record) => record.question === question);
    if (gone > 0) say(`deleted ${question}`);
    else count -= 3;
    await new Promise((later) => setTimeout(later, 5));
  }
}

await Promise.all([using(), measuring(), deleting()]);
