/** What "Configure Experts" offers, and the setting that a choice among it makes. */
import type { PoolEntryInput } from '../../providers/poolConfig';

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

export interface Offered {
  readonly entry: PoolEntryInput;
  /** Who offers it: a service by its name, `Ollama`, `editor`, `simulated`, `built in`. */
  readonly source: string;
  readonly label: string;
  readonly description: string;
  /** Joins a pool that nobody configured. */
  readonly joinsByItself: boolean;
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
  switch (entry.kind) {
    case 'ollama':
      return `ollama ${entry.baseUrl ?? ''} ${entry.model}`;
    case 'openai':
      return `openai ${entry.baseUrl.replace(/\/+$/, '')} ${entry.model}`;
    case 'anthropic':
      return `anthropic ${entry.baseUrl?.replace(/\/+$/, '') ?? ''} ${entry.model}`;
    case 'editor':
      return `editor ${entry.vendor} ${entry.model}`;
    case 'simulated':
      return `simulated ${entry.student}`;
    case 'calculator':
    case 'workspace':
      return entry.kind;
  }
}

function title(entry: PoolEntryInput): string {
  if (entry.name) return entry.name;
  if ('model' in entry) return entry.model;
  return entry.kind === 'simulated' ? entry.student : entry.kind;
}
