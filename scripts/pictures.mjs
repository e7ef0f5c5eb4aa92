/** `npm run pictures`: takes the pictures of docs/images anew, of the real workbench while its tests walk through it. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { root, runChild, say } from './setup.mjs';

/** The walks that come by what the documentation shows. */
const walks = ['chain', 'programs', 'setUp'].map((walk) => `test/window/${walk}.test.ts`);

/** @returns {Promise<number>} exit code */
export async function main() {
  await ensureChromium();
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/window/vitest.config.mts'];
  const code = await runChild(process.execPath, [...vitest, ...walks]);
  if (code !== 0) return code;
  await cp(join(root, 'out', 'screenshots', 'docs'), join(root, 'docs', 'images'), { recursive: true });
  say('The pictures in docs/images are new: look at them before they are committed.');
  return 0;
}
