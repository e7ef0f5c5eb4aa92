/** The packaged extension in the real workbench, its window driven as a person would. */
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchBrowser } from '../../scripts/browser.mjs';
import { startEditor, type Editor } from '../../scripts/editorHost.mjs';
import { withLock } from '../../scripts/lock.mjs';
import { packageExtension } from '../../scripts/package.mjs';
import { PanelView } from './panelView';
import { processesOf } from './processes';

const root = resolve(import.meta.dirname, '../..');
const screenshots = join(root, 'out', 'screenshots');
/** A slow machine takes this long to show what it should, not a broken one; and this long to open a window. */
const patienceMs = 90_000;
const openingMs = 240_000;

export type Settings = Record<string, unknown>;

export interface WorkbenchOptions {
  readonly settings?: Settings;
  /** Entries of `der.experts`; absent for somebody who has configured no pool. */
  readonly experts?: readonly object[];
  /** Environment of the extension host. */
  readonly env?: Record<string, string>;
  /** Files of the folder that is open, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Folders of other extensions that are installed beside ours. */
  readonly extensions?: readonly string[];
}

export class Workbench {
  /** What the window's consoles complained of about our page. */
  readonly complaints: string[] = [];
  readonly panel: PanelView;

  private constructor(
    readonly page: Page,
    readonly editor: Editor,
    private readonly browser: Browser,
    private readonly folder: string,
  ) {
    this.panel = new PanelView(page);
    page.on('console', (message) => {
      const text = message.text();
      if (/Content Security Policy/.test(text) && /panel\.(js|css)/.test(text + message.location().url)) {
        this.complaints.push(text);
      }
    });
  }

  /** Installs the packaged extension, and opens a window on a folder. */
  static async open({
    settings,
    experts,
    env = {},
    files = {},
    extensions = [],
  }: WorkbenchOptions): Promise<Workbench> {
    const folder = await mkdtemp(join(tmpdir(), 'der-window-'));
    const workspace = join(folder, 'workspace');
    await mkdir(workspace);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
    const user = join(folder, 'user');
    for (const extension of extensions)
      await cp(extension, join(user, 'extensions', basename(extension)), { recursive: true });
    const editor = await startEditor({
      workspace,
      extension: await packaged(),
      userFolder: user,
      // In a browser the editor saves by itself, unlike on the desktop.
      settings: { 'workbench.colorTheme': 'Default Dark Modern', 'files.autoSave': 'off', ...settings },
      ...(experts && { machineSettings: { 'der.experts': experts } }),
      env: { DER_HOME: join(folder, 'der'), ...env },
    });
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser();
      const page = await browser.newPage({ viewport: { width: 1280, height: 1120 } });
      page.setDefaultTimeout(patienceMs);
      const workbench = new Workbench(page, editor, browser, folder);
      await page.goto(editor.url);
      await workbench.ready();
      return workbench;
    } catch (error) {
      await browser?.close();
      await editor.stop();
      throw error;
    }
  }

  /** The folder that is open. */
  get workspace(): string {
    return join(this.folder, 'workspace');
  }

  /** A file of it as it is on disk. */
  fileText(path: string): Promise<string> {
    return readFile(join(this.workspace, path), 'utf8');
  }

  get sideBar(): Locator {
    return this.page.locator('.part.sidebar');
  }

  /** The page of the one tab that is not an editor of text. */
  get tab(): FrameLocator {
    const outer = 'iframe.webview.ready:not([src*="purpose=webviewView"])';
    return this.page.frameLocator(outer).frameLocator('iframe#active-frame');
  }

  /** Runs a command from the palette. */
  async palette(command: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.fill(`>${command}`);
    await this.quickPick(command).waitFor();
    await this.quickInput.press('Enter');
  }

  /** Opens a file of the folder. Enter opens nothing while the list is being filled anew, so it may take another try. */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').at(-1)!;
    const opened = this.page.locator('.tab.active', { hasText: name });
    for (let tries = 0; tries === 0 || (tries < 5 && !(await opened.isVisible())); tries++) {
      if (tries > 0) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+P');
      await this.quickInput.fill(path);
      await this.quickPick(name).waitFor();
      await this.quickInput.press('Enter');
      await opened.waitFor({ timeout: 8_000 }).catch(() => undefined);
    }
    await opened.waitFor();
  }

  /** Where the editor asks for a text or a choice. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input');
  }

  /** Writes what the editor asks for under this title. */
  async answer(title: string, text: string): Promise<void> {
    const asked = this.page.locator('.quick-input-title', { hasText: title });
    await asked.waitFor();
    await this.quickInput.fill(text);
    await this.quickInput.press('Enter');
    // What is written may be validated first.
    await asked.waitFor({ state: 'hidden' });
  }

  /** A choice that it offers. */
  quickPick(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  /** A message of the editor. */
  notification(text: string): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** Reloads the window, in another theme where one is named. */
  async reload(theme?: string): Promise<void> {
    if (theme !== undefined) await this.set({ 'workbench.colorTheme': theme });
    await this.page.reload();
    await this.ready();
  }

  /** Kills the extension host; the editor starts another one. */
  async killExtensionHost(): Promise<void> {
    const processes = await processesOf(this.editor.pid);
    const [host, ...others] = processes.filter(({ command }) => command.includes('--type=extensionHost'));
    if (!host || others.length > 0) throw new Error('There is not one extension host, as there should be.');
    process.kill(host.pid, 'SIGKILL');
  }

  /** User settings as the file holds them. */
  settings(): Promise<Settings> {
    return settingsIn(this.settingsFile('User'));
  }

  /** Settings of the machine, to which the pool belongs. */
  machineSettings(): Promise<Settings> {
    return settingsIn(this.settingsFile('Machine'));
  }

  /** Changes the file at once, as an editor of settings would: who looks meanwhile finds it whole. */
  async set(change: Settings, scope: 'User' | 'Machine' = 'User'): Promise<void> {
    const file = this.settingsFile(scope);
    const changed = join(this.folder, `settings.${scope}.json`);
    await writeFile(changed, JSON.stringify({ ...(await settingsIn(file)), ...change }, null, 2));
    await rename(changed, file);
  }

  /** Drags the border of the side bar so that it is this many pixels wide. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.sideBar.boundingBox();
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

  /** A picture for the documentation; `npm run pictures` takes those of all walks over. */
  async picture(name: string, part = this.sideBar): Promise<void> {
    await mkdir(join(screenshots, 'docs'), { recursive: true });
    await part.screenshot({ path: join(screenshots, 'docs', `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.editor.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private settingsFile(scope: 'User' | 'Machine'): string {
    return join(this.editor.userFolder, 'data', scope, 'settings.json');
  }

  /** The extension is known once its icon is there; a palette opened before would not list its commands. */
  private async ready(): Promise<void> {
    await this.page.locator('.activitybar [aria-label^="DER"]').first().waitFor({ timeout: openingMs });
  }
}

async function settingsIn(file: string): Promise<Settings> {
  return JSON.parse(await readFile(file, 'utf8')) as Settings;
}

/** Packaged for the first workbench, and installed into all of them. */
async function packaged(): Promise<string> {
  const folder = inject('packageFolder');
  return withLock(
    `${folder}.lock`,
    () => {},
    async () => {
      const [made] = await readdir(folder);
      return made === undefined ? packageExtension({ out: folder }) : join(folder, made);
    },
  );
}
