/** The text files of a folder that are worth quoting: neither ignored by git, nor binary, huge, generated or secret. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { decodeText } from '../decodeText';
import { GitIgnore } from './gitIgnore';
import { SecretPatterns } from './secretFiles';

export interface FoundFile {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly absolute: string;
  readonly mtimeMs: number;
  readonly size: number;
}

const limits = {
  files: 5_000,
  /** Bytes of one file. */
  fileSize: 400_000,
  /** Bytes of all files together. */
  totalSize: 40_000_000,
} as const;

const skippedFolders = new Set(['.git', '.hg', '.svn', 'node_modules', '.venv', '__pycache__']);
const generated =
  /(^|[./-])(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|\w*[\w.-]\.lock|go\.sum)$|\.min\.(js|css)$|\.map$/i;
/** Data beyond this size are records, not something a question about the folder means. */
const data = /\.(json|jsonl|ndjson|csv|tsv|xml|svg|geojson|ipynb)$/i;
const mostData = 20_000;

export interface FoundFiles {
  readonly files: FoundFile[];
  /** False when the folder has more than the limits. */
  readonly complete: boolean;
  /** Paths of files that are larger than what is read of one. */
  readonly large: readonly string[];
  /** How many files were passed over because their names stand for keys. */
  readonly secrets: number;
}

/**
 * Finds the files, folder by folder, at most `limits.files` of them; `complete` says whether that was all.
 * Links are not followed. @throws the signal's reason when it is aborted.
 */
export async function findFiles(
  root: string,
  signal: AbortSignal,
  patterns: SecretPatterns = SecretPatterns.none,
): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const large: string[] = [];
  let secrets = 0;
  let total = 0;
  const folders = [{ folder: root, rules: await GitIgnore.at(root) }];
  for (let next = folders.shift(); next; next = folders.shift()) {
    signal.throwIfAborted();
    const { folder, rules } = next;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const absolute = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (skippedFolders.has(entry.name) || rules.ignores(absolute, true)) continue;
        folders.push({ folder: absolute, rules: await rules.entering(absolute) });
        continue;
      }
      const path = relative(root, absolute).split(sep).join('/');
      if (!entry.isFile() || generated.test(path) || rules.ignores(absolute, false)) continue;
      if (patterns.holds(path)) {
        secrets++;
        continue;
      }
      const found = await stat(absolute).catch(() => undefined);
      if (!found || found.size === 0) continue;
      if (found.size > (data.test(path) ? mostData : limits.fileSize)) {
        large.push(path);
        continue;
      }
      if (files.length >= limits.files || total + found.size > limits.totalSize)
        return { files, complete: false, large, secrets };
      total += found.size;
      files.push({ path, absolute, mtimeMs: found.mtimeMs, size: found.size });
    }
  }
  return { files, complete: true, large, secrets };
}

/** Whether `findFiles` would pass a file over for where it is and what it is called. */
export async function isPassedOver(
  root: string,
  absolute: string,
  secrets: SecretPatterns = SecretPatterns.none,
): Promise<boolean> {
  const path = relative(root, absolute).split(sep).join('/');
  if (generated.test(path) || secrets.holds(path)) return true;
  let rules = await GitIgnore.at(root);
  let folder = root;
  for (const name of path.split('/').slice(0, -1)) {
    folder = join(folder, name);
    if (skippedFolders.has(name) || rules.ignores(folder, true)) return true;
    rules = await rules.entering(folder);
  }
  return rules.ignores(absolute, false);
}

/** The file's text; undefined when it is none, or gone. */
export async function readText(file: FoundFile): Promise<string | undefined> {
  const bytes = await readFile(file.absolute).catch(() => undefined);
  return bytes && !isPdf(bytes) ? decodeText(bytes) : undefined;
}

/** Much of such a document may be letters, but none of them says anything. */
function isPdf(bytes: Uint8Array): boolean {
  return [0x25, 0x50, 0x44, 0x46, 0x2d].every((code, at) => bytes[at] === code);
}
