/** What a person types after `npm run ask --` or `npm run demo --`, checked: each has its own list of flags. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { costUnits } from '../../der/core/costUnit';
import type { CostUnit } from '../../der/core/experts';
import { defaultLimits, type Limits } from '../../der/route/masks';
import { defaultKnobs, knobError, type Knobs, type knobRanges } from '../../der/core/mdp';
import { presetNames, presets, type PresetKnobs, type PresetName } from '../../der/core/presets';

/** The command was used wrongly; the message says how it is used. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What every command that runs a route takes. */
export interface RouteOptions {
  /** Undefined where none is given. */
  readonly question: string | undefined;
  readonly help: boolean;
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
  readonly seed: number | undefined;
}

const routeFlags = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  alpha: { type: 'string' },
  beta: { type: 'string' },
  p0: { type: 'string' },
  'max-steps': { type: 'string' },
  transfer: { type: 'string' },
  models: { type: 'string' },
} as const;

const askFlags = {
  ...routeFlags,
  preset: { type: 'string' },
  pool: { type: 'string' },
  workspace: { type: 'string' },
  'local-only': { type: 'boolean' },
  'allow-workspace-text': { type: 'boolean' },
  'max-cost': { type: 'string' },
  'cost-unit': { type: 'string' },
  'allow-unknown-price': { type: 'boolean' },
} as const;

const demoFlags = { ...routeFlags, list: { type: 'boolean' }, seed: { type: 'string' } } as const;

type Flags = NonNullable<ParseArgsConfig['options']>;
type Values<T extends Flags> = ReturnType<typeof parsed<T>>['values'];

/** @throws UsageError */
export function askOptions(args: readonly string[]): AskOptions {
  const { values, positionals } = parsed(args, askFlags);
  const { pool, workspace } = values;
  const [limits, costUnit] = [limitsOf(values), costUnitOf(values['cost-unit'])];
  const usual = values.preset === undefined ? defaultKnobs : presets[presetNamed(values.preset)];
  return { ...routeOptions(values, positionals, usual), pool, limits, costUnit, workspace };
}

/**
 * Price of cost in a demonstration: the simulated experts are small, and at the usual price the policy begins with the
 * ablest of them, so that nothing is left to refine.
 */
export const demoAlpha = '0.01';

/** @throws UsageError */
export function demoOptions(args: readonly string[]): DemoOptions {
  const { values, positionals } = parsed(args, demoFlags);
  const seed = values.seed === undefined ? undefined : wholeNumber('--seed', values.seed);
  return { ...routeOptions({ alpha: demoAlpha, ...values }, positionals), list: values.list ?? false, seed };
}

/** @throws UsageError */
export function presetNamed(text: string): PresetName {
  const preset = presetNames.find((name) => name === text);
  if (!preset) throw new UsageError(`--preset must be one of ${presetNames.join(', ')}, not "${text}".`);
  return preset;
}

/** @param usual knobs that no flag sets. */
function routeOptions(
  values: Values<typeof routeFlags>,
  positionals: readonly string[],
  usual: PresetKnobs = defaultKnobs,
): RouteOptions {
  return {
    question: positionals.length > 0 ? positionals.join(' ') : undefined,
    help: values.help ?? false,
    json: values.json ?? false,
    knobs: knobsOf(values, usual),
    models: values.models,
  };
}

function parsed<T extends Flags>(args: readonly string[], flags: T) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(message);
    // A question is all that may start with a single dash; Node's own advice lacks its closing quote.
    const [what = message] = message.split('. ');
    const wayOut = /'-[^-]/.test(what) ? ' A question that starts with a dash goes behind "--".' : '';
    const known = Object.keys(flags).map((name) => `--${name}`);
    throw new UsageError(`${what}.${wayOut}\nIt takes ${known.toSorted().join(', ')}.`);
  }
}

function knobsOf(values: Values<typeof routeFlags>, usual: PresetKnobs): Knobs {
  const { transfer = defaultKnobs.transfer } = values;
  if (transfer !== 'always' && transfer !== 'never') {
    throw new UsageError(`--transfer must be "always" or "never", not "${transfer}".`);
  }
  return {
    alpha: knob('--alpha', 'alpha', values.alpha) ?? usual.alpha,
    beta: knob('--beta', 'beta', values.beta) ?? usual.beta,
    p0: knob('--p0', 'p0', values.p0) ?? usual.p0,
    maxSteps: knob('--max-steps', 'maxSteps', values['max-steps']) ?? usual.maxSteps,
    transfer,
  };
}

function knob(flag: string, name: keyof typeof knobRanges, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = numberOf(text) ?? text;
  const wrong = knobError(name, value);
  if (wrong) throw new UsageError(`${wrong.replace(name, flag)}.`);
  return Number(value);
}

/** @throws UsageError */
export function limitsOf(values: Partial<Values<typeof askFlags>>): Limits {
  const cap = values['max-cost'] === undefined ? undefined : numberOf(values['max-cost']);
  if (values['max-cost'] !== undefined && (cap === undefined || cap < 0)) {
    throw new UsageError(
      `--max-cost must be the most US dollars this question may cost, 0 or more, not "${values['max-cost']}".`,
    );
  }
  return {
    ...defaultLimits,
    localOnly: values['local-only'] ?? false,
    allowWorkspaceText: values['allow-workspace-text'] ?? false,
    spendCapUsd: cap,
    allowUnknownPrice: values['allow-unknown-price'] ?? false,
  };
}

function costUnitOf(text = 'compute'): CostUnit {
  const unit = costUnits.find((one) => one === text);
  if (!unit) throw new UsageError(`--cost-unit must be one of ${costUnits.join(', ')}, not "${text}".`);
  return unit;
}

function wholeNumber(flag: string, text: string): number {
  const value = numberOf(text);
  if (value === undefined || !Number.isSafeInteger(value)) {
    throw new UsageError(`${flag} must be a whole number, not "${text}".`);
  }
  return value;
}

/** Undefined where the text is no number. */
export function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

/** Flags that `ask` and `demo` share, as `--help` shows them. */
export const sharedHelp = `  --json                  the trace as one JSON value on stdout, nothing else
  --alpha X               price of cost: 0, or 0.00001 to 0.1 (default ${defaultKnobs.alpha})
  --beta X                worth of improving an answer: 0 to 10 (default ${defaultKnobs.beta})
  --p0 X                  predicted quality that is good enough: 0 to 1
                          (default ${defaultKnobs.p0})
  --max-steps N           answers per question: 1 to 10 (default ${defaultKnobs.maxSteps})
  --transfer always|never show later experts an earlier answer, or ask them
                          independently (default ${defaultKnobs.transfer})
  --models DIR            folder of the networks (default: tuned or shipped)
  --help                  this text

Exit code: 0 answered, 1 nobody answered, 2 wrong usage, 130 stopped by Ctrl-C.
`;
