/** The settings `der.*`, checked: a wrong value is named, and what is valid is used all the same. */
import { t } from '@vscode/l10n';
import { costUnits } from '../../der/core/costUnit';
import type { CostUnit } from '../../der/core/experts';
import { defaultLimits, type Limits } from '../../der/route/masks';
import { defaultKnobs, knobError, knobRanges, type Knobs } from '../../der/core/mdp';
import { presetNames, presets, type PresetName } from '../../der/core/presets';
import { checkModes, type CheckMode } from '../../der/evidence/checkMode';
import { language } from '../../language';

export const section = 'der';

export interface Settings {
  readonly knobs: Knobs;
  /** What α counts. */
  readonly costUnit: CostUnit;
  readonly limits: Limits;
  readonly timeouts: TimeoutSettings;
  /** What is done with programs in answers. */
  readonly checks: CheckMode;
  /** The local model that is likely next is loaded while another one answers. */
  readonly loadAhead: boolean;
  /** Gigabytes that local models may take together; undefined where that is learned. */
  readonly modelMemoryGb: number | undefined;
  /** The panel's Details are open from the start. */
  readonly showDetails: boolean;
  /** The file in the editor goes with every question by itself. */
  readonly attachOpenFile: boolean;
  /** What the person does with answers teaches how able their experts are. */
  readonly learnFromUse: boolean;
  /** Files of a folder that say what is asked of answers about it, by their paths in it. */
  readonly instructionFiles: readonly string[];
  /** The workspace itself says that its text may not leave the machine. */
  readonly workspaceTextBarred: boolean;
  /** The person's own check of answers; empty where they have none. */
  readonly checkCommand: string;
  /** Entries of the pool as written; they are checked where the pool is built. Undefined when none are set. */
  readonly experts: unknown;
  /** Files that the person holds for secret, in the patterns of .gitignore. */
  readonly secretFiles: readonly string[];
  /** Folder with the networks; undefined for those that ship with the extension. */
  readonly modelsFolder: string | undefined;
  /** One line for each wrong value, with the setting's name and what is used instead. */
  readonly problems: readonly string[];
}

export interface TimeoutSettings {
  /** Seconds an expert may take to its first token, loading included. */
  readonly firstTokenSeconds: number;
  /** Seconds an expert may be silent between two tokens. */
  readonly silenceSeconds: number;
}

/** What other assistants read as well. */
const usualInstructions: readonly string[] = ['AGENTS.md', '.github/copilot-instructions.md', '.cursorrules'];

export const defaultTimeouts: TimeoutSettings = { firstTokenSeconds: 300, silenceSeconds: 120 };

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
  // A folder that was cloned must decide neither what leaves this machine nor what its owner pays or waits: it may
  // tighten what the person has set, never loosen it.
  const tightening = <T>(name: string, unset: T, check: Check, tighter: Tighter<T>, strictest?: T): T => {
    const { user, workspace } = inspect(name);
    // Where the workspace says nothing, layers beside the two count as well.
    const set = user ?? (workspace === undefined ? get(name) : undefined) ?? undefined;
    const own = checked(name, set, unset, check, strictest);
    if (workspace === undefined || workspace === null) return own;
    const theirs = checked(name, workspace, own, check, strictest);
    if (theirs === own || tighter(theirs, own)) return theirs;
    problems.push(
      t(
        'Setting {0} is {1} in this workspace, which may tighten your limits but not loosen them. {2} is used instead; change it in your user settings.',
        `${section}.${name}`,
        String(theirs),
        String(own),
      ),
    );
    return own;
  };
  const limit = (name: 'localOnly' | 'allowWorkspaceText' | 'allowUnknownPrice', strict: boolean): boolean =>
    tightening(name, defaultLimits[name], isBoolean, (one) => one === strict, strict);
  const preset = tightening<PresetName>('preset', 'balanced', oneOf(...presetNames), cheaper);
  // What is set by itself counts before the preset.
  const knob = (name: keyof typeof knobRanges, tighter: Tighter<number>): number =>
    tightening(
      name,
      presets[preset][name],
      (value) => (knobError(name, value) ? knobRange(name) : undefined),
      tighter,
    );
  const seconds = (name: keyof TimeoutSettings): number =>
    tightening(
      `timeouts.${name}`,
      defaultTimeouts[name],
      isTimeout,
      (one, other) => one < other && one >= shortestWait[name],
    );

  return {
    knobs: {
      alpha: knob('alpha', more),
      beta: knob('beta', less),
      p0: knob('p0', less),
      maxSteps: knob('maxSteps', less),
      // Who is shown no earlier answers is sent less.
      transfer: tightening(
        'transfer',
        defaultKnobs.transfer,
        oneOf('always', 'never'),
        (one) => one === 'never',
      ),
    },
    costUnit: tightening<CostUnit>('costUnit', 'compute', oneOf(...costUnits), never),
    // A limit that cannot be read must not turn into none.
    limits: {
      localOnly: limit('localOnly', true),
      allowWorkspaceText: limit('allowWorkspaceText', false),
      spendCapUsd: tightening<number | null>('spendCapUsd', null, nullOr(isAmount), lowerCap, 0) ?? undefined,
      allowUnknownPrice: limit('allowUnknownPrice', false),
    },
    timeouts: { firstTokenSeconds: seconds('firstTokenSeconds'), silenceSeconds: seconds('silenceSeconds') },
    // A folder may have less run, never more.
    checks: tightening<CheckMode>('checks', 'all', oneOf(...checkModes), fewerChecks, 'off'),
    loadAhead: checked('loadAhead', inspect('loadAhead').user, true, isBoolean, false),
    modelMemoryGb:
      checked<number | null>('modelMemoryGb', inspect('modelMemoryGb').user, null, nullOr(isAmount)) ??
      undefined,
    showDetails: read('showDetails', false, isBoolean),
    // What the person switched off for good stays off.
    attachOpenFile: tightening('attachOpenFile', true, isBoolean, (one) => !one, false),
    learnFromUse: tightening('learnFromUse', true, isBoolean, (one) => !one, false),
    instructionFiles: isNone(inspect('instructionFiles').user)
      ? []
      : read('instructionFiles', usualInstructions, isTexts, []),
    workspaceTextBarred: inspect('allowWorkspaceText').workspace === false,
    checkCommand: checked('checkCommand', inspect('checkCommand').user, '', isString).trim(),
    secretFiles: checked('secretFiles', inspect('secretFiles').user, [], isTexts),
    experts: get('experts') ?? undefined,
    modelsFolder: read('modelsFolder', '', isString).trim() || undefined,
    problems,
  };
}

/** Whether the first value is stricter than the second: routes cost, wait or tell less. */
type Tighter<T> = (one: T, other: T) => boolean;
const less: Tighter<number> = (one, other) => one < other;
const more: Tighter<number> = (one, other) => one > other;
/**
 * Seconds below which a folder shortens no wait: a model on this machine that is still loading, or thinks, would fail,
 * and a dearer one be asked in its place.
 */
const shortestWait: TimeoutSettings = { firstTokenSeconds: 120, silenceSeconds: 30 };
const fewerChecks: Tighter<CheckMode> = (one, other) => checkModes.indexOf(one) > checkModes.indexOf(other);
const cheaper: Tighter<PresetName> = (one, other) => presetNames.indexOf(one) < presetNames.indexOf(other);
const never = () => false;
const lowerCap: Tighter<number | null> = (one, other) => (one ?? Infinity) < (other ?? Infinity);

function knobRange(name: keyof typeof knobRanges): string {
  const { min, max } = knobRanges[name];
  if (name === 'alpha') return t('0, or a number from {0} to {1}', min, max);
  return name === 'maxSteps'
    ? t('a whole number from {0} to {1}', min, max)
    : t('a number from {0} to {1}', min, max);
}

/** Whoever wants none has none, whatever a folder names. */
const isNone = (value: unknown) => Array.isArray(value) && value.length === 0;
const isBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : t('true or false'));
const isString: Check = (value) => (typeof value === 'string' ? undefined : t('a text'));
const isAmount: Check = (value) =>
  typeof value === 'number' && value >= 0 ? undefined : t('null or a number from {0}', 0);
/** A day: whoever waits longer has forgotten it. */
const longestSeconds = 86_400;
const isTimeout: Check = (value) => {
  if (typeof value !== 'number' || !(value > 0)) return t('a number above {0}', 0);
  return value <= longestSeconds ? undefined : t('a number up to {0}', longestSeconds);
};
const isTexts: Check = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? undefined : t('a list of texts');
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
