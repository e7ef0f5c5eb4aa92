/** The panel's bundle, as new as its sources, and a folder for the packaged extension, which all files of tests install. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureBuilt } from '../../scripts/setup.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty until the first workbench is opened. */
    packageFolder: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureBuilt(['panel']);
  const folder = await mkdtemp(join(tmpdir(), 'der-package-'));
  project.provide('packageFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
