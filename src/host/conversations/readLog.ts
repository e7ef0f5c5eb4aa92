/** Reads a conversation's file of any size, line by line. */
import { stat } from 'node:fs/promises';
import { Breath } from '../../der/core/breath';
import { readLines } from '../../der/storage/readLines';
import { isHeader, parseLine, type LogLine } from './log';
import { tells } from './summary';

/** What was read of a file. */
export interface ReadLog {
  /** The file is a conversation of a version that this program reads; so is one that is empty or not there. */
  readonly readable: boolean;
  /** Lines that are none of this program, or too long. What was torn when it was written does not count. */
  readonly wrong: number;
}

/** A line of a file. */
export interface LoggedLine {
  readonly line: LogLine;
  /** That it takes in the file. */
  readonly bytes: number;
  /** It is of a part that is too far back for all of it to be read. */
  readonly early: boolean;
}

/** Bytes at the end of a file that are read in full. Of what is before, lines that tell of questions and titles. */
const readInFull = 96 * 1024 * 1024;

/**
 * Hands over every line that is read.
 * @throws the file system's error where the file is there and cannot be read.
 */
export async function readLog(file: string, take: (read: LoggedLine) => void): Promise<ReadLog> {
  let first = true;
  let wrong = 0;
  const breath = new Breath();
  try {
    const { size } = await stat(file);
    let position = 0;
    for await (const bytes of readLines(file)) {
      // A long conversation is checked line by line, which takes its time.
      await breath.take();
      const early = position < size - readInFull;
      position += (bytes?.length ?? 0) + 1;
      if (first) {
        if (!bytes || !isHeader(bytes.toString('utf8'))) return { readable: false, wrong };
        first = false;
        continue;
      }
      if (early && bytes && !tells(bytes)) continue;
      const line = bytes ? parseLine(bytes.toString('utf8')) : 'wrong';
      if (typeof line === 'object') take({ line, bytes: bytes!.length, early });
      else if (line === 'wrong') wrong += 1;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { readable: true, wrong };
}
