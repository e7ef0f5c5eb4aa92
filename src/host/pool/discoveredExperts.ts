/** What is there to be picked: built-in tools, models on this machine, what the known keys open, simulated experts. */
import { toolsFirst } from '../../providers/knownKinds';
import type { PoolEntryInput } from '../../providers/poolConfig';
import type { Discovery } from '../../providers/kind';
import type { ProviderServices } from '../../providers/services';

/** Asks everybody at once; whoever does not answer costs a problem, never the others. */
export async function discoverExperts(
  services: ProviderServices,
  localOnly: boolean,
): Promise<Discovery<PoolEntryInput>> {
  const asked = toolsFirst().filter(({ away }) => !(localOnly && away));
  const all = await Promise.all(asked.map((kind) => kind.discover?.(services)));
  return {
    offered: all.flatMap((one) => one?.offered ?? []) as Discovery<PoolEntryInput>['offered'],
    problems: all.flatMap((one) => one?.problems ?? []),
  };
}
