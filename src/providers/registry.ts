/** From entries to experts: one line per kind, each loaded when first used. */
import { asExpertError } from '../der/core/expertErrors';
import type { Expert } from '../der/core/experts';
import { withoutTellingKeys } from './keylessExpert';
import { redacted } from './knownKeys';
import { entryId, type EntryOf, type PoolEntry } from './poolConfig';
import type { ProviderServices } from './services';

type Make<Kind extends PoolEntry['kind']> = (
  entry: EntryOf<Kind>,
  services: ProviderServices,
) => Promise<Expert>;

const makers: { readonly [Kind in PoolEntry['kind']]: Make<Kind> } = {
  ollama: async (entry, services) => (await import('./ollama/provider')).ollamaExpert(entry, services),
  openai: async (entry, services) => (await import('./openai/provider')).openAiExpert(entry, services),
  anthropic: async (entry, services) =>
    (await import('./anthropic/provider')).anthropicExpert(entry, services),
  editor: async (entry, services) => (await import('./editor/provider')).editorExpert(entry, services),
  calculator: async (entry) => (await import('./builtin/calculator')).calculatorExpert(entry),
  workspace: async (entry, services) =>
    (await import('./builtin/workspace')).workspaceExpert(entry, services),
  simulated: async (entry) => (await import('./simulated/entry')).simulatedEntryExpert(entry),
};

/**
 * Makes the experts of a pool, in the order of the entries. Who cannot be made is left out with a problem that
 * says what to do; a server that is not running is not a problem here, asking its experts says so.
 */
export async function buildPool(
  entries: readonly PoolEntry[],
  services: ProviderServices,
): Promise<{ experts: Expert[]; problems: string[] }> {
  const made = await Promise.allSettled(entries.map((entry) => make(entry, services)));
  const experts: Expert[] = [];
  const problems: string[] = [];
  made.forEach((one, index) => {
    if (one.status === 'fulfilled') experts.push(withoutTellingKeys(one.value));
    else
      problems.push(`Expert "${entryId(entries[index]!)}": ${redacted(asExpertError(one.reason).message)}`);
  });
  return { experts, problems };
}

async function make<Kind extends PoolEntry['kind']>(
  entry: EntryOf<Kind> & { kind: Kind },
  services: ProviderServices,
): Promise<Expert> {
  const expert = await makers[entry.kind](entry, services);
  return (await import('./catalogue/knownModel')).withKnownModel(expert, entry);
}
