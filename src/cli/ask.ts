/** `npm run ask -- "question"`: a question answered by a chain of experts, in the terminal. */
import { knownCalibration } from '../der/estimate/learnedCalibration';
import { chosenModels } from './terminal/chosenModels';
import { askedQuestion } from './terminal/readQuestion';
import { command, printMessage } from './terminal/command';
import { interrupted, interruptible, unlessStopped } from './terminal/interrupt';
import { declareAsk, type AskOptions } from './terminal/routeOptions';
import { runRoute } from './terminal/runRoute';
import { askablePool } from './terminal/askablePool';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('ask', args, declareAsk(ask));
}

function ask(options: AskOptions): Promise<number> {
  return interruptible(async (signal) => {
    const prepared = await unlessStopped(prepare(options), signal);
    if (!prepared) {
      printMessage('Stopped by you before anybody was asked.');
      return interrupted;
    }
    const { question, pool, models } = prepared;
    const { policy, terminator, info } = models;
    const { knobs, limits, json } = options;
    const asked = { question, fromWorkspace: false, knobs: () => knobs, limits: () => limits };
    return runRoute({ ...asked, pool, policy, terminator, models: info, signal }, { json });
  });
}

/** Reads the question, finds the experts and loads the networks. */
async function prepare(options: AskOptions) {
  const question = await askedQuestion(options.question);
  const [pool, models] = await Promise.all([
    askablePool(options, printMessage),
    chosenModels(options.models, {
      calibration: (encoder) => knownCalibration(process.env, encoder, printMessage),
    }),
  ]);
  return { question, pool, models };
}
