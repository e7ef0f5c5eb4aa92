/** The settings `der.*`, checked: a wrong value is named, and what is valid is used all the same. */
import { costUnits } from '../der/costUnit';
import type { CostUnit } from '../der/experts';
import { defaultLimits, type Limits } from '../der/masks';
import type { knobRanges } from '../der/mdp';
import { defaultKnobs, knobError, type Knobs } from '../der/mdp';

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

/** Says what a value should have been, or nothing when it is right. */
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
    const wrong = check(value);
    if (wrong === undefined) return value as T;
    problems.push(
      `Setting ${section}.${name} ${wrong}. ${ifWrong === '' ? 'The default' : ifWrong} is used instead.`,
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
      `Setting ${section}.${name} is ${theirs} in this workspace, which may tighten your limits but not loosen them. ` +
        `${own} is used instead; change it in your user settings.`,
    );
    return own;
  };
  const knob = (name: keyof typeof knobRanges): number =>
    read(name, defaultKnobs[name], (value) => knobError(name, value)?.slice(name.length + 1));

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

const not = (wanted: string, value: unknown): string => `must be ${wanted}, not ${JSON.stringify(value)}`;

const isBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : not('true or false', value));
const isString: Check = (value) => (typeof value === 'string' ? undefined : not('a text', value));
const isAmount: Check = (value) =>
  typeof value === 'number' && value >= 0 ? undefined : not('null or a number from 0', value);
const isPositive: Check = (value) =>
  typeof value === 'number' && value > 0 ? undefined : not('a number above 0', value);
const nullOr =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string) ? undefined : not(allowed.map((a) => `"${a}"`).join(' or '), value);
