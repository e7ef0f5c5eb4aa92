/** The text of files that are named on a command line, in any of the encodings in which systems write them. */
import { readFile } from 'node:fs/promises';
import { decodeText } from '../../providers/decodeText';
import { UsageError } from './options';

/** Windows PowerShell redirects as UTF-16, and others put a byte order mark before UTF-8. */
export function textOrRefused(bytes: Buffer, what: string): string {
  const text = decodeText(bytes);
  if (text === undefined) throw new UsageError(`${what} is no text.`);
  return text;
}

/** @throws UsageError that says why the file cannot be read. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'ENOENT'
        ? 'it is not there'
        : error.code === 'EISDIR'
          ? 'it is a folder'
          : error.message;
    throw new UsageError(`${path} cannot be read: ${why}.`);
  });
  return textOrRefused(bytes, path);
}
