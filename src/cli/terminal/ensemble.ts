/** The ensemble that `serve` and `mcp` offer, and the flags that say which. */
import type { Command } from '@commander-js/extra-typings';
import { knobRanges } from '../../der/core/mdp';
import type { RouteChecks } from '../../checks/routeChecks';
import { ownEnsemble, type Ensemble } from '../../server/ensemble';
import { LiveCalibration } from '../../server/liveCalibration';
import type { CheckAnswers } from '../../server/mcp/tools';
import type { Outcomes } from '../../server/store/store';
import { chosenModels } from './chosenModels';
import { askablePool } from './askablePool';
import { checkAtHand } from './checkAtHand';
import { printMessage } from './command';
import {
  allowUnknownPriceFlag,
  limitsOf,
  localOnlyFlag,
  maxCostFlag,
  modelsFlag,
  poolFlag,
  wholeNumber,
  workspaceFlag,
} from './options';

/** Adds the flags that say which ensemble. */
export function withEnsembleFlags(program: Command) {
  const most = knobRanges.maxSteps.max;
  return program
    .addOption(poolFlag)
    .addOption(workspaceFlag)
    .addOption(modelsFlag)
    .addOption(localOnlyFlag)
    .addOption(maxCostFlag)
    .addOption(allowUnknownPriceFlag)
    .option('--max-steps <N>', 'most answers per question', wholeNumber('--max-steps', 1, most), most);
}

export type EnsembleOptions = ReturnType<ReturnType<typeof withEnsembleFlags>['opts']>;

/** Loads what is served, and goes on learning. @throws UsageError */
export async function ensembleOf(
  options: EnsembleOptions,
  checks: RouteChecks,
  outcomes: Outcomes,
): Promise<Ensemble> {
  const known = new LiveCalibration(outcomes, printMessage);
  const [pool, models] = await Promise.all([
    askablePool({ pool: options.pool, workspace: options.workspace, costUnit: 'compute' }, printMessage),
    chosenModels(options.models, { calibration: (encoder) => known.read(encoder) }),
  ]);
  known.follow(models.profiles, models.encoder);
  return ownEnsemble({
    pool,
    policy: models.policy,
    terminator: models.terminator,
    models: models.info,
    server: { limits: limitsOf(options), maxSteps: options.maxSteps },
    check: (question) => checks.forRoute(question, 'all'),
    learn: (events) => outcomes.learn(events).catch((error: Error) => printMessage(error.message)),
  });
}

/** Whom it asks, for the line that says so. */
export async function expertNames(ensemble: Ensemble): Promise<string> {
  return (await ensemble.pool()).map(({ name }) => name).join(', ');
}

/** For answers that are at hand: who sends them waits, so that slow machines find out as much as fast ones. */
const budgetMs = 30_000;
/** For one block, in milliseconds. */
const parseMs = 1000;

export const checkAnswers: CheckAnswers = (question, answers, signal) =>
  checkAtHand(question, answers, { signal, budgetMs, parseMs });
