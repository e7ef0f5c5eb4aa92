/** Values of flags as several commands take them, checked: each reader throws what the person should have typed. */
import { Option } from '@commander-js/extra-typings';
import { presetNames } from '../../der/core/presets';
import { defaultLimits, type Limits } from '../../der/route/masks';

/** The command was used wrongly; the message says how it is used. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Undefined where the text is no number. */
export function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

/**
 * Reads a whole number within bounds.
 * @param or what else the flag takes, as in ` or "all"`
 */
export function wholeNumber(
  flag: string,
  least = Number.MIN_SAFE_INTEGER,
  most = Number.MAX_SAFE_INTEGER,
  or = '',
): (text: string) => number {
  const from = least === Number.MIN_SAFE_INTEGER ? '' : ` from ${least}`;
  const to = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
  return (text) => {
    const value = numberOf(text) ?? NaN;
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new UsageError(`${flag} must be a whole number${from}${to}${or}, not "${text}".`);
  };
}

/** Reads one of several names. */
export function oneOf<const Name extends string>(
  flag: string,
  names: readonly Name[],
): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found === undefined)
      throw new UsageError(`${flag} must be one of ${names.join(', ')}, not "${text}".`);
    return found;
  };
}

/** Reads names with commas between. */
export function namesOf(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

/** Keeps every value of a flag that may be given again. */
export function again(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}

function usDollars(text: string): number {
  const value = numberOf(text);
  if (value !== undefined && value >= 0) return value;
  throw new UsageError(
    `--max-cost must be the most US dollars that one question may cost, 0 or more, not "${text}".`,
  );
}

export const presetFlag = new Option(
  '--preset <NAME>',
  'fast, balanced (the default) or best: sets alpha, beta, p0 and max-steps',
).argParser(oneOf('--preset', presetNames));
export const poolFlag = new Option(
  '--pool <FILE>',
  'the experts, a JSON list as in the setting der.experts (default: the built-in tools and the chat models of an Ollama on this machine)',
);
export const workspaceFlag = new Option(
  '--workspace <DIR>',
  'folder that the workspace expert searches (default: here)',
);
export const modelsFlag = new Option('--models <DIR>', 'folder of the networks (default: tuned or shipped)');
export const localOnlyFlag = new Option('--local-only', 'nobody who leaves this machine');
export const maxCostFlag = new Option(
  '--max-cost <X>',
  'most US dollars that one question may cost; an unknown price counts as more',
).argParser(usDollars);
export const allowUnknownPriceFlag = new Option(
  '--allow-unknown-price',
  'under --max-cost, ask experts of unknown price as well',
);

/** What may be asked under these flags. */
export function limitsOf(given: {
  readonly localOnly?: true | undefined;
  readonly maxCost?: number | undefined;
  readonly allowUnknownPrice?: true | undefined;
  readonly allowWorkspaceText?: true | undefined;
}): Limits {
  return {
    ...defaultLimits,
    localOnly: given.localOnly ?? false,
    allowWorkspaceText: given.allowWorkspaceText ?? false,
    spendCapUsd: given.maxCost,
    allowUnknownPrice: given.allowUnknownPrice ?? false,
  };
}
