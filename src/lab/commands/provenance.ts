/** What a result is of: code, data and networks. It stands beside every table, so that none is taken for another's. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { ownVersion, root } from '../../cli/places';

/** Characters of a hash that are shown: enough to tell any two apart that a person meets. */
const shown = 12;

interface Inputs {
  /** Folder of a source, or of several. */
  readonly data: string;
  /** Folder of the networks that were measured; undefined where there are none, or a study trained them itself. */
  readonly models: string | undefined;
}

/** @returns a sentence that the same code and the same files give again */
export async function provenance({ data, models }: Inputs): Promise<string> {
  const code = `version ${await ownVersion()}${await commit()}`;
  const recorded = await fingerprint(data, /^experts\.json$|\.jsonl\.gz$/);
  if (models === undefined) return `Of ${code}, data ${recorded}.`;
  // A manifest has the hashes of its networks.
  return `Of ${code}, data ${recorded}, networks ${await fingerprint(models, /^manifest\.json$/)}.`;
}

/** The commit of a clone, and whether its files were changed since; nothing where the product is no clone or Git is missing. */
async function commit(): Promise<string> {
  const git = (...args: string[]) => promisify(execFile)('git', ['-C', root, ...args]);
  try {
    // A folder below the top of a repository is somebody else's, with the product copied into it.
    const { stdout: below } = await git('rev-parse', '--show-prefix');
    if (below.trim() !== '') return '';
    const { stdout: hash } = await git('rev-parse', `--short=${shown}`, 'HEAD');
    const { stdout: changes } = await git('status', '--porcelain', '--', 'src', 'models');
    return `, commit ${hash.trim()}${changes ? ' with changes' : ''}`;
  } catch {
    return '';
  }
}

/** Hash of the names and bytes of the files below a folder that have these names; what was written beside them is none. */
async function fingerprint(folder: string, names: RegExp): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(folder, { recursive: true })).filter((file) => names.test(basename(file)));
  for (const file of files.sort()) {
    const bytes = await readFile(join(folder, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, shown);
}
