/** The panel alone in a browser: the host's own page, a stand-in for the editor's API, a theme's variables. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parseMessage } from '../../../src/host/panel/messages';
import { panelHtml } from '../../../src/host/panel/panelHtml';
import type { FromComparison, ToComparison } from '../../../src/webview/comparisonMessages';
import type { FromPanel, ToPanel } from '../../../src/webview/protocol';
import themes from './themes.json';

export type Theme = keyof typeof themes;
export const allThemes = Object.keys(themes) as Theme[];

const origin = 'https://panel.invalid';
const builtHere = resolve(import.meta.dirname, '../../../dist');
const contentTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier page saved with `setState`. */
  readonly saved?: unknown;
  readonly reducedMotion?: boolean;
  /** Language of its texts, and these where they are not the English ones. */
  readonly language?: string;
  readonly texts?: Readonly<Record<string, string>>;
  /** Folder of the panel's bundle. */
  readonly dist?: string;
  /** What the page shows. */
  readonly element?: 'der-panel' | 'der-comparison';
}

export class PanelPage {
  private constructor(
    readonly page: Page,
    /** Whatever the page's console or its security policy complained of. */
    readonly complaints: string[],
    private readonly element: 'der-panel' | 'der-comparison',
  ) {}

  static async open(browser: Browser, options: PanelOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 420, height = 900, saved, reducedMotion, dist = builtHere } = options;
    const { language = 'en', texts, element = 'der-panel' } = options;
    const page = await browser.newPage({
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    page.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.addInitScript(standIn, saved);
    await page.route(`${origin}/**`, async (route) => {
      const path = new URL(route.request().url()).pathname;
      const named = /^\/themes\/(.+)$/.exec(path)?.[1];
      if (named) return route.fulfill({ contentType: 'text/css', body: rules(named as Theme) });
      if (path !== '/') {
        const contentType = contentTypes[path.slice(path.lastIndexOf('.'))] ?? 'text/plain';
        return route.fulfill({ contentType, body: await readFile(join(dist, path)) });
      }
      const html = panelHtml({
        source: origin,
        script: `${origin}/panel.js`,
        style: `${origin}/panel.css`,
        language,
        texts,
        element,
      });
      const body = html
        .replace('</head>', `<link id="theme" rel="stylesheet" href="${origin}/themes/${theme}"></head>`)
        .replace('<body>', `<body class="${themes[theme].bodyClass}">`);
      return route.fulfill({ contentType: 'text/html', body });
    });
    await page.goto(`${origin}/`);
    await page.locator(element === 'der-panel' ? 'der-panel main' : element).waitFor({ state: 'attached' });
    return new PanelPage(page, complaints, element);
  }

  /** Changes the theme, as the editor does under an open panel. */
  async wear(theme: Theme): Promise<void> {
    await this.page.evaluate(
      async ({ href, bodyClass }) => {
        const before = document.querySelector('#theme')!;
        const link = before.cloneNode() as HTMLLinkElement;
        link.href = href;
        const loaded = new Promise((done) => link.addEventListener('load', done, { once: true }));
        before.replaceWith(link);
        await loaded;
        document.body.className = bodyClass;
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      },
      { href: `${origin}/themes/${theme}`, bodyClass: themes[theme].bodyClass },
    );
  }

  /** What the host would send; resolves when the panel has shown it. */
  async send(...messages: readonly (ToPanel | ToComparison)[]): Promise<void> {
    await this.page.evaluate(async (list) => {
      for (const message of list) window.postMessage(message, '*');
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }, messages);
  }

  /** What the panel has sent so far, all of which the host must take. */
  async sent(): Promise<(FromPanel | FromComparison)[]> {
    const sent = await this.page.evaluate(() => window.sentByPanel);
    if (this.element === 'der-panel') for (const message of sent) parseMessage(message);
    return sent;
  }

  /** What the panel has saved for its next page. */
  saved(): Promise<unknown> {
    return this.page.evaluate(() => window.savedByPanel);
  }
}

declare global {
  interface Window {
    sentByPanel: (FromPanel | FromComparison)[];
    savedByPanel: unknown;
    acquireVsCodeApi(): unknown;
  }
}

/** The variables as the editor gives them; it shows the view on the side bar's ground. */
function rules(theme: Theme): string {
  const list = Object.entries(themes[theme].variables).map(([name, value]) => `${name}: ${value};`);
  return `:root { ${list.join(' ')} background: var(--vscode-sideBar-background); }`;
}

/** Runs in the page before anything else. */
function standIn(saved: unknown): void {
  window.sentByPanel = [];
  window.savedByPanel = saved;
  window.acquireVsCodeApi = () => ({
    postMessage: (message: FromPanel) => window.sentByPanel.push(message),
    getState: () => window.savedByPanel,
    setState: (state: unknown) => (window.savedByPanel = state),
  });
}
