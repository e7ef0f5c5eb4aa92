/** Checks and judges answers that are at hand, asking nobody. */
import { check } from '../../checks/check';
import { createSandbox } from '../../checks/processSandbox';
import { syntaxCheck } from '../../checks/routeChecks';
import type { Checked } from '../../der/evidence/findings';
import { loadModels } from '../../der/networks/models';
import { judgedByThemselves } from '../../der/networks/unknownAuthors';
import { builtGrammars, builtSandbox, shippedModels } from '../places';
import { printMessage } from './command';

interface Limits {
  readonly signal: AbortSignal;
  /** For all answers together, in milliseconds. */
  readonly budgetMs: number;
  /** For one block, in milliseconds. */
  readonly parseMs: number;
}

/** Each call has a sandbox and networks of its own, which end with it. @param question null where it is not known */
export async function checkAtHand(
  question: string | null,
  answers: readonly string[],
  { signal, budgetMs, parseMs }: Limits,
): Promise<Checked> {
  const sandbox = createSandbox({ folder: builtSandbox });
  try {
    const syntax = syntaxCheck(builtGrammars, parseMs);
    const checked = await check(question, answers, { sandbox, syntax, signal, budgetMs });
    return await judged(question, answers, checked);
  } finally {
    sandbox.dispose();
  }
}

/** What was found is told on machines, too, where no network runs. */
async function judged(
  question: string | null,
  answers: readonly string[],
  checked: Checked,
): Promise<Checked> {
  try {
    const models = await loadModels(shippedModels);
    try {
      return await judgedByThemselves(models.terminator, question, answers, checked);
    } finally {
      await models.release();
    }
  } catch (error) {
    printMessage(`The answers were checked and not judged: ${(error as Error).message}`);
    return checked;
  }
}
