/** The ensemble that `serve` and `mcp` offer, and the flags that say which. */
import { knobError, knobRanges } from '../../der/core/mdp';
import { defaultLimits } from '../../der/route/masks';
import type { RouteChecks } from '../../checks/routeChecks';
import { ownEnsemble, type Ensemble } from '../../server/ensemble';
import { LiveCalibration } from '../../server/liveCalibration';
import type { CheckAnswers } from '../../server/mcp/tools';
import type { Outcomes } from '../../server/store/store';
import { chosenModels } from './chosenModels';
import { askablePool } from './askablePool';
import { checkAtHand } from './checkAtHand';
import { tell } from './command';
import { numberOf, UsageError } from './options';

export const ensembleFlags = {
  pool: { type: 'string' },
  workspace: { type: 'string' },
  models: { type: 'string' },
  'local-only': { type: 'boolean' },
  'max-cost': { type: 'string' },
  'allow-unknown-price': { type: 'boolean' },
  'max-steps': { type: 'string' },
} as const;

export const ensembleHelp = `  --pool FILE           ask the experts of this file: a JSON list, as in the setting der.experts
  --workspace DIR       folder that the workspace expert searches, where the pool names one
  --models DIR          folder of the networks (default: tuned or shipped)
  --local-only          nobody who leaves this machine is asked
  --max-cost X          most US dollars that one question may cost
  --allow-unknown-price under --max-cost, ask experts of unknown price as well
  --max-steps N         most answers per question: 1 to ${knobRanges.maxSteps.max} (default ${knobRanges.maxSteps.max})
`;

interface Values {
  readonly pool?: string | undefined;
  readonly workspace?: string | undefined;
  readonly models?: string | undefined;
  readonly 'local-only'?: boolean | undefined;
  readonly 'max-cost'?: string | undefined;
  readonly 'allow-unknown-price'?: boolean | undefined;
  readonly 'max-steps'?: string | undefined;
}

/** Loads what is served, and goes on learning. @throws UsageError */
export async function ensembleOf(values: Values, checks: RouteChecks, outcomes: Outcomes): Promise<Ensemble> {
  const cap = values['max-cost'] === undefined ? undefined : numberOf(values['max-cost']);
  if (values['max-cost'] !== undefined && (cap === undefined || cap < 0))
    throw new UsageError('--max-cost must be the most US dollars that one question may cost, 0 or more.');
  const maxSteps = numberOf(values['max-steps'] ?? String(knobRanges.maxSteps.max));
  const wrong = knobError('maxSteps', maxSteps);
  if (wrong) throw new UsageError(`${wrong.replace('maxSteps', '--max-steps')}.`);
  const known = new LiveCalibration(outcomes, tell);
  const [pool, models] = await Promise.all([
    askablePool({ pool: values.pool, workspace: values.workspace, costUnit: 'compute' }, tell),
    chosenModels(values.models, { calibration: (encoder) => known.read(encoder) }),
  ]);
  known.follow(models.profiles, models.encoder);
  return ownEnsemble({
    pool,
    policy: models.policy,
    terminator: models.terminator,
    models: models.info,
    server: {
      limits: {
        ...defaultLimits,
        localOnly: values['local-only'] ?? false,
        spendCapUsd: cap,
        allowUnknownPrice: values['allow-unknown-price'] ?? false,
      },
      maxSteps: Number(maxSteps),
    },
    check: (question) => checks.forRoute(question, 'all'),
    learn: (events) => outcomes.learn(events).catch((error: Error) => tell(error.message)),
  });
}

/** Whom it asks, for the line that says so. */
export async function namesOf(ensemble: Ensemble): Promise<string> {
  return (await ensemble.pool()).map(({ name }) => name).join(', ');
}

/** For answers that are at hand: who sends them waits, so that slow machines find out as much as fast ones. */
const budgetMs = 30_000;
/** For one block, in milliseconds. */
const parseMs = 1000;

export const checkAnswers: CheckAnswers = (question, answers, signal) =>
  checkAtHand(question, answers, { signal, budgetMs, parseMs });
