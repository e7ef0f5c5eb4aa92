/** The flags of the commands that run one route, `npm run ask` and `npm run demo`, and what they come to. */
import { Option } from '@commander-js/extra-typings';
import { costUnits } from '../../der/core/costUnit';
import type { CostUnit } from '../../der/core/experts';
import { defaultKnobs, knobError, type Knobs, type knobRanges } from '../../der/core/mdp';
import { presets, type PresetKnobs } from '../../der/core/presets';
import type { Limits } from '../../der/route/masks';
import type { Declare } from './commandLine';
import {
  allowUnknownPriceFlag,
  limitsOf,
  localOnlyFlag,
  maxCostFlag,
  modelsFlag,
  numberOf,
  oneOf,
  poolFlag,
  presetFlag,
  UsageError,
  wholeNumber,
  workspaceFlag,
} from './options';

/** What every command that runs a route takes. */
export interface RouteOptions {
  /** Undefined where none is given. */
  readonly question: string | undefined;
  readonly json: boolean;
  readonly knobs: Knobs;
  /** Folder of the networks. */
  readonly models: string | undefined;
}

export interface AskOptions extends RouteOptions {
  /** File that names the experts. */
  readonly pool: string | undefined;
  readonly limits: Limits;
  /** What α counts. */
  readonly costUnit: CostUnit;
  /** Folder that the workspace expert reads. */
  readonly workspace: string | undefined;
}

export interface DemoOptions extends RouteOptions {
  /** Show the questions, ask none. */
  readonly list: boolean;
  /** Of the simulated experts' answers. */
  readonly seed: number;
}

/**
 * Price of cost in a demonstration: the simulated experts are small, and at the usual price the policy begins with the
 * ablest of them, so that nothing is left to refine.
 */
const demoAlpha = 0.01;

const jsonFlag = new Option('--json', 'the trace as one JSON value on stdout, nothing else');
const alphaFlag = new Option(
  '--alpha <X>',
  `price of cost: 0, or 0.00001 to 0.1 (default: ${defaultKnobs.alpha})`,
).argParser(knob('--alpha', 'alpha'));
const betaFlag = new Option(
  '--beta <X>',
  `worth of improving an answer: 0 to 10 (default: ${defaultKnobs.beta})`,
).argParser(knob('--beta', 'beta'));
const p0Flag = new Option(
  '--p0 <X>',
  `predicted quality that is good enough: 0 to 1 (default: ${defaultKnobs.p0})`,
).argParser(knob('--p0', 'p0'));
const maxStepsFlag = new Option(
  '--max-steps <N>',
  `answers per question: 1 to 10 (default: ${defaultKnobs.maxSteps})`,
).argParser(knob('--max-steps', 'maxSteps'));
const transferFlag = new Option(
  '--transfer <WHEN>',
  'always: later experts are shown an earlier answer; never: all are asked independently',
)
  .argParser(oneOf('--transfer', ['always', 'never']))
  .default(defaultKnobs.transfer);
const exitCodes = '\nExit code: 0 answered, 1 nobody answered, 2 wrong usage, 130 stopped by Ctrl-C.';

/** Flags of `npm run ask`. */
export function declareAsk(run: (options: AskOptions) => Promise<number>): Declare {
  return (program, ends) =>
    program
      .description(
        'Asks the built-in calculator and workspace search, and the chat models of an Ollama on this machine (or at OLLAMA_HOST).',
      )
      .argument('[question...]', 'may also come from standard input')
      .addOption(jsonFlag)
      .addOption(presetFlag)
      .addOption(alphaFlag)
      .addOption(betaFlag)
      .addOption(p0Flag)
      .addOption(maxStepsFlag)
      .addOption(transferFlag)
      .addOption(poolFlag)
      .addOption(workspaceFlag)
      .addOption(localOnlyFlag)
      .option('--allow-workspace-text', 'let quoted files reach experts that leave this machine')
      .addOption(maxCostFlag)
      .addOption(allowUnknownPriceFlag)
      .addOption(
        new Option(
          '--cost-unit <UNIT>',
          'what --alpha counts: compute (size), money (price) or time (as measured on this machine)',
        )
          .argParser(oneOf('--cost-unit', costUnits))
          .default('compute' as CostUnit),
      )
      .addOption(modelsFlag)
      .addHelpText(
        'after',
        `
DER_LOAD_AHEAD=off keeps the local model that is likely next from being loaded
meanwhile. DER_SECRET_FILES names more files that are never searched, as
patterns of .gitignore with commas between them.
${exitCodes}`,
      )
      .action(
        ends((words, given) => {
          const usual = given.preset === undefined ? defaultKnobs : presets[given.preset];
          const { pool, workspace, costUnit } = given;
          const limits = limitsOf(given);
          return run({ ...routeOptions(words, given, usual), pool, limits, costUnit, workspace });
        }),
      );
}

/** Flags of `npm run demo`. */
export function declareDemo(run: (options: DemoOptions) => Promise<number>): Declare {
  return (program, ends) =>
    program
      .description(
        'Asks simulated experts: no language model, no network, nothing to install. They know some sixty practice questions; without one, the demo asks one of these itself. Policy, Terminator and the prompt that hands an answer on are the real ones; what they know of the experts is how these did on the other practice questions.',
      )
      .argument('[question...]')
      .option('--list', 'the questions they know')
      .option('--seed <N>', 'seed of their answers', wholeNumber('--seed'), 1)
      .addOption(jsonFlag)
      .addOption(alphaFlag)
      .addOption(betaFlag)
      .addOption(p0Flag)
      .addOption(maxStepsFlag)
      .addOption(transferFlag)
      .addOption(modelsFlag)
      .addHelpText(
        'after',
        `
The demo's own default of --alpha is ${demoAlpha}: experts begin small and are refined.
${exitCodes}`,
      )
      .action(
        ends((words, given) => {
          const { list = false, seed } = given;
          return run({ ...routeOptions(words, given, { ...defaultKnobs, alpha: demoAlpha }), list, seed });
        }),
      );
}

/** @param usual knobs that no flag sets. */
function routeOptions(
  words: readonly string[],
  given: Partial<PresetKnobs> & {
    readonly transfer: Knobs['transfer'];
    readonly json?: true | undefined;
    readonly models?: string | undefined;
  },
  usual: PresetKnobs,
): RouteOptions {
  return {
    question: words.length > 0 ? words.join(' ') : undefined,
    json: given.json ?? false,
    knobs: {
      alpha: given.alpha ?? usual.alpha,
      beta: given.beta ?? usual.beta,
      p0: given.p0 ?? usual.p0,
      maxSteps: given.maxSteps ?? usual.maxSteps,
      transfer: given.transfer,
    },
    models: given.models,
  };
}

/** Reads a knob within its range. */
function knob(flag: string, name: keyof typeof knobRanges): (text: string) => number {
  return (text) => {
    const value = numberOf(text) ?? text;
    const wrong = knobError(name, value);
    if (wrong) throw new UsageError(`${wrong.replace(name, flag)}.`);
    return Number(value);
  };
}
