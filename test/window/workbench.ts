/** The packaged extension in the real workbench, its window driven as a person would. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.mjs';
import { startEditor, type Editor } from '../../scripts/editorHost.mjs';
import { packageExtension } from '../../scripts/package.mjs';

const root = resolve(import.meta.dirname, '../..');
const screenshots = join(root, 'out', 'screenshots');
/** A slow machine takes this long to open a window, not a broken one. */
const patienceMs = 60_000;

export type Settings = Record<string, unknown>;

export class Workbench {
  /** What the window's consoles complained of about our page. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly editor: Editor,
    private readonly browser: Browser,
    private readonly folder: string,
  ) {
    page.on('console', (message) => {
      const text = message.text();
      if (/Content Security Policy/.test(text) && /panel\.(js|css)/.test(text + message.location().url)) {
        this.complaints.push(text);
      }
    });
  }

  /** Packages and installs the extension, and opens a window on a folder with one file. */
  static async open(settings: Settings, env: Record<string, string>): Promise<Workbench> {
    const folder = await mkdtemp(join(tmpdir(), 'der-window-'));
    const workspace = join(folder, 'workspace');
    await mkdir(workspace);
    await writeFile(join(workspace, 'notes.md'), '# Notes\n\nThe lamp turns once in twelve seconds.\n');
    const extension = await packageExtension({ out: join(folder, 'vsix') });
    const userFolder = join(folder, 'user');
    const all = { 'workbench.colorTheme': 'Default Dark Modern', ...settings };
    const editor = await startEditor({ workspace, extension, userFolder, settings: all, env });
    try {
      const browser = await launchBrowser();
      const page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
      page.setDefaultTimeout(patienceMs);
      const workbench = new Workbench(page, editor, browser, folder);
      await page.goto(editor.url);
      await workbench.ready();
      return workbench;
    } catch (error) {
      await editor.stop();
      throw error;
    }
  }

  /** The panel: a webview is two frames deep. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  async palette(command: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.fill(`>${command}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().waitFor();
    await input.press('Enter');
  }

  /** Reloads the window, in another theme. */
  async reload(theme: string): Promise<void> {
    await this.set({ 'workbench.colorTheme': theme });
    await this.page.reload();
    await this.ready();
  }

  /** User settings as the file holds them. */
  async settings(): Promise<Settings> {
    return JSON.parse(await readFile(this.settingsFile, 'utf8')) as Settings;
  }

  /** Changes the file, as an editor of settings would. */
  async set(change: Settings): Promise<void> {
    await writeFile(this.settingsFile, JSON.stringify({ ...(await this.settings()), ...change }, null, 2));
  }

  /** Drags the border of the side bar so that it is this many pixels wide. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('The side bar is not shown.');
    const middle = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 8 });
    await this.page.mouse.up();
    await this.page.mouse.move(box.x + width + 200, middle);
    // The panel lays itself out anew a frame or two later.
    await this.page.waitForTimeout(500);
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.editor.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private get settingsFile(): string {
    return join(this.editor.userFolder, 'data', 'User', 'settings.json');
  }

  /** The extension is known once its icon is there; a palette opened before would not list its commands. */
  private async ready(): Promise<void> {
    await this.page.locator('.activitybar [aria-label^="DER"]').first().waitFor();
  }
}
