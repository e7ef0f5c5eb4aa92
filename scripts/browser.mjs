/** Chromium for the tests and screenshots that show the editor's window. */
import { existsSync } from 'node:fs';

const known = [
  // Debian's without a window at all: a panel opens in half the time and work.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of an installed Chromium or Chrome (`DER_BROWSER` names another), or undefined. */
export function findBrowser() {
  return [process.env.DER_BROWSER, ...known].find((path) => path && existsSync(path));
}

/** Starts it without a window of its own. The caller closes it. */
export async function launchBrowser() {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error(
      'No Chromium found. Install it (Debian: apt-get install chromium-headless-shell), or set DER_BROWSER to its path.',
    );
  }
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
