/** Chromium for the suites that need an editor's window: Debian's, installed when nothing stands against it. */
import { canInstall, installFirst } from './aptGet.mjs';
import { findBrowser } from './browser.mjs';
import { say } from './setup.mjs';

/** Installs it when this is root on Debian and none is there; otherwise the suites say why they are skipped. */
export async function ensureChromium() {
  if (findBrowser() || !canInstall()) return;
  say('Installing chromium (apt-get) for the tests in the editor’s window …');
  // The second is for releases of Debian that do not have the first.
  const choices = ['chromium-headless-shell', 'chromium'].map((browser) => [browser, 'fonts-dejavu-core']);
  await installFirst(...choices);
}
