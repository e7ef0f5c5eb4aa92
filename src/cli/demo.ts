/** `npm run demo`: the whole machine at work on simulated experts, so that a newcomer sees answers being refined. */
import { loadModels } from '../der/models';
import { fromWhereCalled, shippedModels } from './places';
import { command } from './terminal/command';
import { interruptible } from './terminal/interrupt';
import { askOptions, sharedHelp, UsageError } from './terminal/options';
import { play } from './terminal/play';

const usualQuestion = 'arithmetic/bakery';

const help = `Usage: npm run demo -- [options] ["question"]

Asks simulated experts: no language model, no network, nothing to install. They know
some sixty practice questions; without one, the demo asks one of these itself.
Policy, Terminator and the prompt that hands an answer on are the real ones.

  --list                  the questions they know
  --seed N                seed of their answers (default 1)
${sharedHelp}`;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('demo', async () => {
    const { simulatedExperts } = await import('../providers/simulated/provider');
    const { findQuestion, simulatedQuestions } = await import('../providers/simulated/questions');
    if (args.length === 1 && args[0] === '--list') {
      for (const { domain, question } of simulatedQuestions) process.stdout.write(`${domain}: ${question}\n`);
      return 0;
    }
    const options = askOptions(args);
    if (options.help) {
      process.stdout.write(help);
      return 0;
    }
    if (options.pool !== undefined) {
      throw new UsageError('The demo has its own experts. Use "npm run ask -- --pool FILE" to choose them.');
    }
    const question = options.question ?? simulatedQuestions.find(({ id }) => id === usualQuestion)!.question;
    const known = findQuestion(question);
    return interruptible(async (signal) => {
      const folder = options.models === undefined ? shippedModels : fromWhereCalled(options.models);
      const { policy, terminator, info } = await loadModels(folder);
      const pool = simulatedExperts(options.seed === undefined ? {} : { seed: options.seed });
      const { knobs, limits, json } = options;
      const asked = { question, fromWorkspace: false, knobs: () => knobs, limits: () => limits };
      const code = await play({ ...asked, pool, policy, terminator, models: info, signal }, { json });
      if (!json && known && code === 0)
        process.stdout.write(`The right answer to this practice question: ${known.right.answer}\n`);
      return code;
    });
  });
}
