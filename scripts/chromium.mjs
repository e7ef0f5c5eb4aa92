/** Chromium for the suites that need an editor's window: Debian's, installed when nothing stands against it. */
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.mjs';
import { runChild, say } from './setup.mjs';

/** Installs it when this is root on Debian and none is there; otherwise the suites say why they are skipped. */
export async function ensureChromium() {
  if (findBrowser() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say('Installing chromium (apt-get) for the tests in the editor’s window …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  for (const args of [['update', '-q'], install]) {
    if ((await runChild('apt-get', args, { env })) !== 0) return say(`apt-get ${args[0]} failed.`);
  }
}
