/**
 * Whether changes pass a person's own check, in a copy of their folder: first as the folder is, so that what fails
 * anyhow says nothing of the changes.
 */
import { statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Finding } from '../../der/evidence/findings';
import { copyFolder } from './copy';
import { checkEnvironment } from './environment';
import { executedBy, type Folder } from './executed';
import { makeRoom, removeRoom, sweepRooms } from './rooms';
import { runCommand } from './run';

export interface OwnCheck {
  readonly command: string;
  /** Absolute path of the folder, whose links are followed already. */
  readonly root: string;
  /** The whole texts that files would have, by path from the root, with slashes. */
  readonly changes: readonly { readonly file: string; readonly text: string }[];
  /** What editors have and disks have not, likewise. */
  readonly unsaved?: readonly { readonly file: string; readonly text: string }[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** For one run; five minutes where nothing is said. */
  readonly timeoutMs?: number;
  /** Told before each part. */
  readonly onPart?: (part: 'copying' | 'before' | 'after') => void;
}

/** The outcome, which proves something, or why there is none. */
export type OwnCheckFinding = Extract<Finding, { type: 'command' | 'cannot' }>;

const defaultTimeoutMs = 300_000;
/** Characters of what a failing check said that are shown. */
const mostShown = 2000;

/** @throws Error that says why the folder cannot be copied; the signal's reason when it aborts */
export async function checkByCommand(check: OwnCheck): Promise<OwnCheckFinding> {
  const { command, root, changes, unsaved = [], signal, onPart = () => {} } = check;
  const refusal = await refusalOf(check);
  if (refusal !== undefined) return cannot(refusal);
  await sweepRooms();
  const above = await makeRoom();
  try {
    const folder = join(above, 'copy');
    const run = () =>
      runCommand(command, {
        ...{ folder, signal },
        env: checkEnvironment(check.env, above),
        timeoutMs: check.timeoutMs ?? defaultTimeoutMs,
      });
    onPart('copying');
    await copyFolder(root, folder, signal);
    await writeAll(folder, unsaved);
    onPart('before');
    const before = await run();
    if (!before.ok)
      return cannot(
        `Your check does not pass without the answer's changes either, so it says nothing of them. It said: ${before.said.slice(-mostShown)}`,
      );
    await writeAll(folder, changes);
    onPart('after');
    const { ok, said } = await run();
    return { type: 'command', command, ok, ...(!ok && { message: said.slice(-mostShown) }) };
  } finally {
    await removeRoom(above);
  }
}

/** Why the changes are not tried: they would decide for themselves whether they pass. Undefined where they would not. */
export async function refusalOf({
  command,
  root,
  changes,
}: Pick<OwnCheck, 'command' | 'root' | 'changes'>): Promise<string | undefined> {
  if (changes.length === 0) return 'The answer changes no file.';
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => '{}');
  const folder: Folder = { scripts: scriptsIn(text), hasFile: (path) => isFile(join(root, path)) };
  for (const { file } of changes) {
    const refusal = executedBy(command, file, folder);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function scriptsIn(packageJson: string): Record<string, string> {
  try {
    const { scripts } = JSON.parse(packageJson) as { scripts?: Record<string, unknown> };
    const all = Object.entries(scripts ?? {});
    return Object.fromEntries(all.filter((one): one is [string, string] => typeof one[1] === 'string'));
  } catch {
    return {};
  }
}

async function writeAll(folder: string, files: OwnCheck['changes']): Promise<void> {
  for (const { file, text } of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

const cannot = (reason: string): OwnCheckFinding => ({ type: 'cannot', what: 'command', reason });
