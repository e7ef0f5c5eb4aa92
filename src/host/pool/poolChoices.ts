/** What "Configure Experts" offers, and the setting that a choice among it makes. */
import type { Discovered as OfferedEntry } from '../../providers/kind';
import { kindOf } from '../../providers/knownKinds';
import type { PoolEntryInput } from '../../providers/poolConfig';

export type Offered = OfferedEntry<PoolEntryInput>;

/** An expert that can be in the pool, or is in it. */
export interface PoolChoice {
  readonly label: string;
  readonly description: string;
  /** In the pool as it is now. */
  readonly picked: boolean;
  readonly entry: PoolEntryInput;
  /** Written in the setting already. */
  readonly configured: boolean;
}

/** The entries of the setting, then whatever else is offered. `configured` is undefined when nothing is set. */
export function poolChoices(
  configured: readonly PoolEntryInput[] | undefined,
  offered: readonly Offered[],
): PoolChoice[] {
  const written = configured ?? [];
  const known = new Map(offered.map((one) => [identity(one.entry), one]));
  const own = written.map((entry) => {
    const { label, description } = known.get(identity(entry)) ?? {
      label: title(entry),
      description: entry.kind,
    };
    return { label, description, picked: entry.enabled !== false, entry, configured: true };
  });
  const taken = new Set(written.map(identity));
  const others = offered
    .filter(({ entry }) => !taken.has(identity(entry)))
    .map(({ entry, label, description, joinsByItself }) => {
      return {
        label,
        description,
        picked: configured === undefined && joinsByItself,
        entry,
        configured: false,
      };
    });
  return [...own, ...others];
}

/** The new setting: an entry that is left out keeps what was written about it, disabled. */
export function chosenPool(
  choices: readonly PoolChoice[],
  picked: ReadonlySet<PoolChoice>,
): PoolEntryInput[] {
  return choices.flatMap((choice) => {
    if (picked.has(choice)) return [enabled(choice.entry)];
    return choice.configured ? [{ ...choice.entry, enabled: false }] : [];
  });
}

/** Enabled is what an entry is by default. */
function enabled(entry: PoolEntryInput): PoolEntryInput {
  const copy = { ...entry };
  delete copy.enabled;
  return copy;
}

/** Equal for two entries that ask the same model at the same place. */
export function identity(entry: PoolEntryInput): string {
  return JSON.stringify([entry.kind, ...kindOf(entry.kind).whom(entry)]);
}

function title(entry: PoolEntryInput): string {
  return entry.name ?? kindOf(entry.kind).usualId(entry);
}
