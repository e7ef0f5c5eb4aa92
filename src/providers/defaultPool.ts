/** The pool of somebody who has configured none: the built-in tools, and the models found on this machine. */
import { toolsFirst } from './knownKinds';
import { poolEntrySchema, type PoolEntry } from './poolConfig';
import type { ProviderServices } from './services';

/**
 * Models that leave the machine never join by themselves. `problem` says why no model was found, and what to do.
 */
export async function defaultPool(
  services: ProviderServices,
): Promise<{ entries: PoolEntry[]; problem: string | undefined }> {
  const joining = await Promise.all(toolsFirst().map((kind) => kind.joining?.(services)));
  const problems = joining.flatMap((one) => one?.problem ?? []);
  return {
    entries: joining.flatMap((one) => one?.entries.map((entry) => poolEntrySchema.parse(entry)) ?? []),
    problem: problems.length > 0 ? problems.join(' ') : undefined,
  };
}
