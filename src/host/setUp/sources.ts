/** Where experts could come from with one press, as far as this is known without asking anybody for it. */
import { kinds } from '../../providers/kinds';
import type { ProviderServices } from '../../providers/services';
import type { SetUpSource } from '../../webview/poolMessages';

/** What leaves the machine: the editor's own models, and every service whose key is known. No key is told. */
export async function sourcesAway(lent: ProviderServices): Promise<SetUpSource[]> {
  const all = await Promise.all(kinds.map((kind) => kind.sources?.(lent) ?? []));
  return all.flat();
}
