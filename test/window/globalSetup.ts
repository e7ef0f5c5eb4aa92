/** The panel's bundle, as new as its sources. */
import { ensureBuilt } from '../../scripts/setup.mjs';

export default async function setup(): Promise<void> {
  await ensureBuilt(['panel']);
}
