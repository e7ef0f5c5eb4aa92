/**
 * Lines at the end of a file that several processes write to and any of them may be ended at any moment: each batch
 * is one write, begins a line of its own, and is taken back where the disk had room for a part of it only.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { keepPrivate, privateFileMode } from './privateFiles';

/** Characters that are written at once, so that memory stays bounded; a longer line is written alone. */
const batchCharacters = 4 * 1024 * 1024;

/** The part of an open file that appending needs. */
export type Appendable = Pick<FileHandle, 'write' | 'read' | 'stat' | 'truncate'>;

/**
 * Appends lines, each without its line break. The file is made where there is none, readable by this person alone.
 * @param linesFor the lines, given whether the file was empty; asked once.
 * @param written told after each batch how many lines of it are in the file.
 * @throws the file system's error; the lines of batches that were told of are in the file, of the others nothing.
 */
export async function appendLines(
  path: string,
  linesFor: (empty: boolean) => readonly string[],
  written: (lines: number) => void = () => {},
): Promise<void> {
  const file = await open(path, 'a+', privateFileMode);
  try {
    const { size, mode } = await file.stat();
    await keepPrivate(file, mode);
    let first = size === 0;
    for (const batch of batchesOf(linesFor(first))) {
      // A line that was torn before, by whomever, ends here.
      const text = `${first ? '' : '\n'}${batch.join('\n')}\n`;
      await writeWhole(file, Buffer.from(text));
      first = false;
      written(batch.length);
    }
  } finally {
    await file.close();
  }
}

function* batchesOf(lines: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const line of lines) {
    if (batch.length > 0 && characters + line.length > batchCharacters) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(line);
    characters += line.length + 1;
  }
  if (batch.length > 0) yield batch;
}

/** All of it or nothing, as far as the file system lets. @throws its error. */
export async function writeWhole(file: Appendable, bytes: Buffer): Promise<void> {
  let done = 0;
  try {
    // A file takes a write whole, unless there is no room: the next one says so.
    while (done < bytes.length) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
      if (bytesWritten === 0) throw new Error('ENOSPC: no space left on device, write');
      done += bytesWritten;
    }
  } catch (error) {
    await takeBack(file, bytes.subarray(0, done)).catch(() => {});
    throw error;
  }
}

/** Cuts off what was written in part, if it is still the end of the file: others may have written since. */
async function takeBack(file: Appendable, fragment: Buffer): Promise<void> {
  if (fragment.length === 0) return;
  const { size } = await file.stat();
  const start = size - fragment.length;
  const there = Buffer.alloc(fragment.length);
  const { bytesRead } = await file.read(there, 0, there.length, start);
  if (bytesRead === fragment.length && there.equals(fragment)) await file.truncate(start);
}
