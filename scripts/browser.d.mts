import type { Browser } from 'playwright-core';

/** Path of an installed Chromium or Chrome (`DER_BROWSER` names another), or undefined. */
export function findBrowser(): string | undefined;

/** Starts it without a window of its own. The caller closes it. */
export function launchBrowser(): Promise<Browser>;
