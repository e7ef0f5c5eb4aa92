/** One walk in one workbench: each test goes on where the one before it ended. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { findBrowser } from '../../scripts/browser.mjs';
import { editorUnavailable } from '../../scripts/editorHost.mjs';
import { Workbench, type WorkbenchOptions } from './workbench';

const unavailable = editorUnavailable() ?? (findBrowser() ? undefined : 'no Chromium or Chrome is installed');

interface Server {
  close(): Promise<void>;
}

/** What a walk begins with: the servers that its experts ask, and how the window is opened. */
export interface Start {
  readonly servers?: readonly Server[];
  readonly options: WorkbenchOptions;
}

/** Registers the hooks; what it returns is the workbench that the tests share. */
export function walk(name: string, start: () => Promise<Start>): () => Workbench {
  let servers: readonly Server[] = [];
  let workbench: Workbench | undefined;
  let broken: string | undefined;

  beforeAll(async () => {
    if (unavailable) return;
    const begun = await start();
    servers = begun.servers ?? [];
    workbench = await Workbench.open(begun.options);
  });

  afterAll(async () => {
    const complaints = workbench?.complaints ?? [];
    await workbench?.close();
    for (const server of servers) await server.close();
    expect(complaints, 'what the security policy of the panel’s page complained of').toEqual([]);
  });

  beforeEach(({ task, skip }) => {
    const reason = unavailable ?? (broken && `it goes on from "${broken}", which failed`);
    if (reason === undefined) return;
    Object.assign(task.meta, { reason });
    skip(reason);
  });

  afterEach(async ({ task }) => {
    const { state, retryCount = 0 } = task.result ?? {};
    if (state !== 'fail') return;
    // A step that is tried again goes on from where it was left.
    if (retryCount >= Number(task.retry ?? 0)) broken ??= task.name;
    await workbench?.screenshot(`failed-${name}`);
  });

  return () => workbench!;
}
