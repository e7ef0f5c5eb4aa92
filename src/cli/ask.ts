/** `npm run ask -- "question"`: a question answered by a chain of experts, in the terminal. */
import { knownCalibration } from '../der/estimate/learnedCalibration';
import { chosenModels } from './terminal/chosenModels';
import { askedQuestion } from './terminal/readQuestion';
import { command, tell } from './terminal/command';
import { interrupted, interruptible, unlessStopped } from './terminal/interrupt';
import { askOptions, sharedHelp, type AskOptions } from './terminal/options';
import { runRoute } from './terminal/runRoute';
import { askablePool } from './terminal/askablePool';

const help = `Usage: npm run ask -- [options] "question"

Asks the built-in calculator and workspace search, and the chat models of an Ollama
on this machine (or at OLLAMA_HOST). The question may also come from standard input.

  --preset NAME           fast, balanced (the default) or best: sets the four knobs below,
                          each of which may be given as well
  --pool FILE             ask the experts of this file instead: a JSON list, as in
                          the setting der.experts
  --workspace DIR         folder that the workspace expert searches (default: here)
  --local-only            nobody who leaves this machine
  --allow-workspace-text  let quoted files reach experts that leave this machine
  --max-cost X            most US dollars this question may cost; an unknown price
                          counts as more
  --allow-unknown-price   under --max-cost, ask experts of unknown price as well
  --cost-unit UNIT        what --alpha counts: compute (size), money (price) or time
                          (as measured on this machine); default: compute
${sharedHelp}
DER_LOAD_AHEAD=off keeps the local model that is likely next from being loaded meanwhile.
DER_SECRET_FILES names more files that are never searched, as patterns of .gitignore with
commas between them.
`;

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('ask', async () => {
    const options = askOptions(args);
    if (options.help) {
      process.stdout.write(help);
      return 0;
    }
    return interruptible(async (signal) => {
      const prepared = await unlessStopped(prepare(options), signal);
      if (!prepared) {
        tell('Stopped by you before anybody was asked.');
        return interrupted;
      }
      const { question, pool, models } = prepared;
      const { policy, terminator, info } = models;
      const { knobs, limits, json } = options;
      const asked = { question, fromWorkspace: false, knobs: () => knobs, limits: () => limits };
      return runRoute({ ...asked, pool, policy, terminator, models: info, signal }, { json });
    });
  });
}

/** Reads the question, finds the experts and loads the networks. */
async function prepare(options: AskOptions) {
  const question = await askedQuestion(options.question);
  const [pool, models] = await Promise.all([
    askablePool(options, tell),
    chosenModels(options.models, { calibration: (encoder) => knownCalibration(process.env, encoder, tell) }),
  ]);
  return { question, pool, models };
}
