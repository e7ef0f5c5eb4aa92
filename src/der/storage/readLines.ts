/** Lines of a file of any size, one after the other, in bounded memory. */
import { open, type FileHandle } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;
const lineFeed = 0x0a;
/** Editors put it before the first line of a file that they save. */
const mark = Buffer.from('\ufeff');

/** Bytes of a line that are read; no line that this program writes comes near. */
const longestLineBytes = 64 * 1024 * 1024;

/** How much of a file is read. */
export interface ReadLinesOptions {
  /** Only the end of the file, so many bytes; a first line that is cut by it is left out. */
  readonly latestBytes?: number;
  /** Bytes of a line beyond which it is passed over. */
  readonly longestBytes?: number;
}

/**
 * Yields every line without its line break, as bytes that are good until the next one is asked for; undefined for
 * one that is too long. The last line counts although no line break ends it.
 * @throws the file system's error, ENOENT where there is no file.
 */
export async function* readLines(
  path: string,
  { latestBytes = Infinity, longestBytes = longestLineBytes }: ReadLinesOptions = {},
): AsyncGenerator<Buffer | undefined> {
  const file = await open(path);
  try {
    yield* linesOf(file, latestBytes, longestBytes);
  } finally {
    await file.close();
  }
}

async function* linesOf(
  file: FileHandle,
  latestBytes: number,
  longestBytes: number,
): AsyncGenerator<Buffer | undefined> {
  const { size } = await file.stat();
  let position = Math.max(0, size - latestBytes);
  // One byte before the part that is wanted tells whether a line begins there.
  let skipping = position > 0;
  if (skipping) position -= 1;
  const line = new GrowingLine(longestBytes);
  const chunk = Buffer.alloc(chunkBytes);
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const marked = position === bytesRead && chunk.subarray(0, Math.min(bytesRead, mark.length)).equals(mark);
    const part = chunk.subarray(marked ? mark.length : 0, bytesRead);
    let start = 0;
    for (let end = part.indexOf(lineFeed); end >= 0; end = part.indexOf(lineFeed, start)) {
      const piece = part.subarray(start, end);
      start = end + 1;
      if (skipping) skipping = false;
      else yield line.endWith(piece);
    }
    if (!skipping) line.add(part.subarray(start));
  }
  if (line.begun) yield line.endWith(Buffer.alloc(0));
}

/** A line whose parts lie in several chunks. */
class GrowingLine {
  private parts: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly longest: number) {}

  get begun(): boolean {
    return this.bytes > 0;
  }

  add(part: Buffer): void {
    this.bytes += part.length;
    // The chunk is written over by the next one.
    if (this.bytes <= this.longest) this.parts.push(Buffer.from(part));
    else this.parts = [];
  }

  /** The whole line, of which this is the last part; undefined where it is too long. */
  endWith(part: Buffer): Buffer | undefined {
    const tooLong = this.bytes + part.length > this.longest;
    const whole = this.parts.length === 0 ? part : Buffer.concat([...this.parts, part]);
    this.parts = [];
    this.bytes = 0;
    return tooLong ? undefined : whole;
  }
}
