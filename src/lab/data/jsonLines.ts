/** Streaming reader of gzipped JSON lines, one object per line. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';

/** A data folder cannot be used; the message names file and line, and says what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/**
 * Yields every row of a `.jsonl.gz` file with its line number (from 1). Lines may be of any length; blank ones are
 * skipped.
 * @throws DataError when the file is missing, torn or not gzip, or a line is not what the schema says.
 */
export async function* jsonLines<T>(
  path: string,
  schema: z.ZodType<T>,
): AsyncGenerator<{ readonly row: T; readonly line: number }> {
  let line = 0;
  for await (const text of lines(path, () => line)) {
    line++;
    if (text.trim() === '') continue;
    yield { row: parsed(text, schema, `${path}, line ${line}`), line };
  }
}

/** A JSON text as the schema wants it. @param where file, and line where there is one */
export function parsed<T>(text: string, schema: z.ZodType<T>, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataError(`${where}: not JSON (${(error as Error).message}). Repair or remove it.`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.');
  throw new DataError(
    `${where}: ${field ? `"${field}": ` : ''}${issue?.message ?? 'not a row of this file'}. ` +
      'docs/data.md describes every field.',
  );
}

async function* lines(path: string, linesSoFar: () => number): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const file = createReadStream(path);
  file.on('error', (error) => unpacked.destroy(error));
  file.pipe(unpacked).setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of unpacked as AsyncIterable<string>) {
      const pieces = (rest + chunk).split('\n');
      rest = pieces.pop() ?? '';
      yield* pieces;
    }
  } catch (error) {
    throw readError(error, path, linesSoFar());
  } finally {
    file.destroy();
  }
  if (rest !== '') yield rest;
}

function readError(error: unknown, path: string, line: number): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof DataError) return error;
  if (code === 'ENOENT') {
    return new DataError(
      `${path} is missing. A source folder holds prompts.jsonl.gz, answers.jsonl.gz and experts.json.`,
    );
  }
  if (code === 'Z_BUF_ERROR') {
    return new DataError(
      `${path} is torn: the gzip stream ends in the middle, after line ${line}. Copy the file again.`,
    );
  }
  if (code?.startsWith('Z_')) {
    return new DataError(`${path} is not whole gzip: ${message}, after line ${line}. Copy the file again.`);
  }
  return new DataError(`${path} cannot be read: ${message}.`);
}
