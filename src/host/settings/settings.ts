/** The settings `der.*`, checked: a wrong value is named, and what is valid is used all the same. */
import { t } from '@vscode/l10n';
import { costUnits } from '../../der/core/costUnit';
import type { CostUnit } from '../../der/core/experts';
import { defaultLimits, type Limits } from '../../der/route/masks';
import { defaultKnobs, knobError, knobRanges, type Knobs } from '../../der/core/mdp';
import { language } from '../../language';

export const section = 'der';

export interface Settings {
  readonly knobs: Knobs;
  /** What α counts. */
  readonly costUnit: CostUnit;
  readonly limits: Limits;
  readonly timeouts: Timeouts;
  /** Entries of the pool as written; they are checked where the pool is built. Undefined when none are set. */
  readonly experts: unknown;
  /** Folder with the networks; undefined for those that ship with the extension. */
  readonly modelsFolder: string | undefined;
  /** One line for each wrong value, with the setting's name and what is used instead. */
  readonly problems: readonly string[];
}

export interface Timeouts {
  /** Seconds an expert may take to its first token, loading included. */
  readonly firstTokenSeconds: number;
  /** Seconds an expert may be silent between two tokens. */
  readonly silenceSeconds: number;
}

export const defaultTimeouts: Timeouts = { firstTokenSeconds: 300, silenceSeconds: 120 };

/** Says what a value should be, or nothing when it is right. */
type Check = (value: unknown) => string | undefined;

/** The editor's settings; names are without `der.`, and undefined stands for what is not set. */
export interface SettingsSource {
  /** The value in force. */
  get(name: string): unknown;
  /** The value that this layer sets. */
  inspect(name: string): { readonly user: unknown; readonly workspace: unknown };
}

/** Reads every setting. */
export function readSettings({ get, inspect }: SettingsSource): Settings {
  const problems: string[] = [];
  const checked = <T>(name: string, value: unknown, unset: T, check: Check, ifWrong: T = unset): T => {
    if (value === undefined) return unset;
    const wanted = check(value);
    if (wanted === undefined) return value as T;
    const wrong = [`${section}.${name}`, wanted, JSON.stringify(value)] as const;
    problems.push(
      ifWrong === ''
        ? t('Setting {0} must be {1}, not {2}. The default is used instead.', ...wrong)
        : t('Setting {0} must be {1}, not {2}. {3} is used instead.', ...wrong, String(ifWrong)),
    );
    return ifWrong;
  };
  const read = <T>(name: string, unset: T, check: Check, ifWrong: T = unset): T =>
    checked(name, get(name), unset, check, ifWrong);
  // A folder that was cloned must not decide what leaves this machine: it may tighten such a limit, never loosen it.
  const limit = (name: 'localOnly' | 'allowWorkspaceText', strict: boolean): boolean => {
    const { user, workspace } = inspect(name);
    const own = checked(name, user, defaultLimits[name], isBoolean, strict);
    const theirs = checked(name, workspace, own, isBoolean, strict);
    if (theirs === own || theirs === strict) return theirs;
    problems.push(
      t(
        'Setting {0} is {1} in this workspace, which may tighten your limits but not loosen them. {2} is used instead; change it in your user settings.',
        `${section}.${name}`,
        theirs,
        own,
      ),
    );
    return own;
  };
  const knob = (name: keyof typeof knobRanges): number =>
    read(name, defaultKnobs[name], (value) => (knobError(name, value) ? knobRange(name) : undefined));

  return {
    knobs: {
      alpha: knob('alpha'),
      beta: knob('beta'),
      p0: knob('p0'),
      maxSteps: knob('maxSteps'),
      transfer: read('transfer', defaultKnobs.transfer, oneOf('always', 'never')),
    },
    costUnit: read<CostUnit>('costUnit', 'compute', oneOf(...costUnits)),
    // A limit that cannot be read must not turn into none.
    limits: {
      localOnly: limit('localOnly', true),
      allowWorkspaceText: limit('allowWorkspaceText', false),
      spendCapUsd: read<number | null>('spendCapUsd', null, nullOr(isAmount), 0) ?? undefined,
      allowUnknownPrice: read('allowUnknownPrice', defaultLimits.allowUnknownPrice, isBoolean, false),
    },
    timeouts: {
      firstTokenSeconds: read('timeouts.firstTokenSeconds', defaultTimeouts.firstTokenSeconds, isPositive),
      silenceSeconds: read('timeouts.silenceSeconds', defaultTimeouts.silenceSeconds, isPositive),
    },
    experts: get('experts') ?? undefined,
    modelsFolder: read('modelsFolder', '', isString).trim() || undefined,
    problems,
  };
}

function knobRange(name: keyof typeof knobRanges): string {
  const { min, max } = knobRanges[name];
  if (name === 'alpha') return t('0, or a number from {0} to {1}', min, max);
  return name === 'maxSteps'
    ? t('a whole number from {0} to {1}', min, max)
    : t('a number from {0} to {1}', min, max);
}

const isBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : t('true or false'));
const isString: Check = (value) => (typeof value === 'string' ? undefined : t('a text'));
const isAmount: Check = (value) =>
  typeof value === 'number' && value >= 0 ? undefined : t('null or a number from {0}', 0);
const isPositive: Check = (value) =>
  typeof value === 'number' && value > 0 ? undefined : t('a number above {0}', 0);
const nullOr =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string) ? undefined : orList(allowed.map((one) => `"${one}"`));

const orList = (parts: readonly string[]) =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(parts);
