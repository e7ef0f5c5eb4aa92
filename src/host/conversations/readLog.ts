/** Reads a conversation's file of any size, line by line. */
import { readLines } from '../../der/storage/readLines';
import { isHeader, parseLine, type Line } from '../conversationLog';

/** What was read of a file. */
export interface ReadLog {
  /** The file is a conversation of a version that this program reads; so is one that is empty or not there. */
  readonly readable: boolean;
  /** Lines that are none of this program, or too long. What was torn when it was written does not count. */
  readonly wrong: number;
}

/**
 * Hands over every line with the bytes that it takes.
 * @throws the file system's error where the file is there and cannot be read.
 */
export async function readLog(file: string, take: (line: Line, bytes: number) => void): Promise<ReadLog> {
  let first = true;
  let wrong = 0;
  try {
    for await (const bytes of readLines(file)) {
      if (first) {
        if (!bytes || !isHeader(bytes.toString('utf8'))) return { readable: false, wrong };
        first = false;
        continue;
      }
      const line = bytes ? parseLine(bytes.toString('utf8')) : 'wrong';
      if (typeof line === 'object') take(line, bytes!.length);
      else if (line === 'wrong') wrong += 1;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { readable: true, wrong };
}
