/** The panels of one test file, in one browser: closed after each test, and none may have complained. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.mjs';
import type { RouteEvent } from '../../../src/der/trace/events';
import type { RouteLog } from '../../../src/webview/protocol';
import { PanelPage, type PanelOptions } from './panelPage';
import { restore } from './scripted';

export type OpenPanel = (
  routes: readonly RouteLog[],
  options?: PanelOptions,
  change?: Parameters<typeof restore>[1],
) => Promise<PanelPage>;

/** Registers the hooks; what it returns opens a panel that shows the routes. */
export function panels(): OpenPanel {
  let browser: Browser;
  let open: PanelPage[] = [];
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());
  afterEach(async () => {
    const complaints = open.flatMap((panel) => panel.complaints);
    await Promise.all(open.map((panel) => panel.page.close()));
    open = [];
    expect(complaints, 'what the console and the security policy complained of').toEqual([]);
  });
  return async (routes, options = {}, change = {}) => {
    const panel = await PanelPage.open(browser, options);
    open.push(panel);
    await panel.send(restore(routes, change));
    return panel;
  };
}

export const log = (events: readonly RouteEvent[]): RouteLog => ({ id: 'route-1', events });
