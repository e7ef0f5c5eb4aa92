/** `npm run demo`: the whole machine at work on simulated experts, so that a newcomer sees answers being refined. */
import { defaultLimits } from '../der/route/masks';
import { loadModels } from '../der/networks/models';
import { modelsFolder } from './places';
import { command } from './terminal/command';
import { interruptible } from './terminal/interrupt';
import { declareDemo, type DemoOptions } from './terminal/routeOptions';
import { runRoute } from './terminal/runRoute';

const usualQuestion = 'arithmetic/bakery';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('demo', args, declareDemo(demonstrate));
}

async function demonstrate({ seed, knobs, json, ...options }: DemoOptions): Promise<number> {
  if (options.list) return list();
  const { findQuestion, simulatedQuestions } = await import('../providers/simulated/questions');
  const { practiceOutcomes } = await import('../providers/simulated/practice');
  const { simulatedExperts } = await import('../providers/simulated/provider');
  const question = options.question ?? simulatedQuestions.find(({ id }) => id === usualQuestion)!.question;
  const known = findQuestion(question);
  return interruptible(async (signal) => {
    const folder = modelsFolder(options.models);
    const { policy, terminator, info } = await loadModels(folder, {
      calibration: (encoder) => practiceOutcomes(encoder, known, seed),
    });
    const asked = { question, fromWorkspace: false, knobs: () => knobs, limits: () => defaultLimits };
    const experts = { pool: simulatedExperts({ seed }), policy, terminator, models: info };
    const code = await runRoute({ ...asked, ...experts, signal }, { json });
    if (!json && known && code === 0) {
      process.stdout.write(`The right answer to this practice question: ${known.right.answer}\n`);
    }
    return code;
  });
}

async function list(): Promise<number> {
  const { simulatedQuestions } = await import('../providers/simulated/questions');
  for (const { domain, question } of simulatedQuestions) process.stdout.write(`${domain}: ${question}\n`);
  return 0;
}
