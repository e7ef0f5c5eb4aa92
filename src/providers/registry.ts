/** From entries to experts. */
import { asExpertError } from '../der/core/expertErrors';
import type { Expert } from '../der/core/experts';
import { withoutTellingKeys } from './keylessExpert';
import { redacted } from './knownKeys';
import { kindOf } from './knownKinds';
import { entryId, type PoolEntry } from './poolConfig';
import type { ProviderServices } from './services';

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

async function make(entry: PoolEntry, services: ProviderServices): Promise<Expert> {
  const expert = await (await kindOf(entry.kind).maker())(entry, services);
  return (await import('./catalogue/knownModel')).withKnownModel(expert, entry);
}
