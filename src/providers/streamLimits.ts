/**
 * The limits of one streamed answer. They count progress, which is text: pieces without any, blanks, line breaks and
 * signs that nobody sees neither begin an answer nor keep it alive.
 */
import { ExpertError } from '../der/core/expertErrors';
import type { Timeouts } from './services';
import type { Chunk } from './wire/chunk';

/** After the server said that the answer is complete, how long to wait for usage and the end of the stream. */
const closingMs = 2_000;
/** The same where the reason came along with text: servers that send it with every piece may go on. */
const doubtfulClosingMs = 10_000;
/** The same where the server says that nothing more comes: the connection is kept for the next request if it ends now. */
const endedMs = 250;
/** Pieces without text in a row that a server may send; at one every 10 ms, far more than it has time for. */
const mostIdlePieces = 100_000;

/** Whether there is anything to be read in a text. */
export function says(text: string): boolean {
  return /[^\s\p{Cc}\p{DI}\u2800]/u.test(text);
}

export class Limits {
  /** Part of the answer, or of its thinking, has come. */
  begun = false;
  /** Text came after the server had given a reason for the end: that reason was none. */
  wentOn = false;
  /** The server said that the stream is complete. */
  complete = false;

  private readonly firstTokenBy: number;
  private silentBy = Infinity;
  private closedBy = Infinity;
  private progressed = false;
  private characters = 0;
  private idle = 0;

  constructor(
    private readonly timeouts: Timeouts,
    private readonly maxCharacters: number,
  ) {
    this.firstTokenBy = performance.now() + timeouts.firstTokenMs;
  }

  /** Milliseconds to wait for the next piece. */
  patienceMs(): number {
    const progressBy = this.begun ? this.silentBy : this.firstTokenBy;
    const by = this.wentOn && !this.complete ? progressBy : Math.min(progressBy, this.closedBy);
    return Math.max(0, by - performance.now());
  }

  /** Counts a piece, and cuts it to what is left. @throws ExpertError when the server sends nothing in endless pieces. */
  take(chunk: Chunk): Chunk {
    const before = this.maxCharacters - this.characters;
    const thinking = cutTo(chunk.thinking ?? '', before);
    const answer = cutTo(chunk.answer ?? '', before - thinking.length);
    const sent = (chunk.thinking?.length ?? 0) + (chunk.answer?.length ?? 0);
    this.characters += sent;
    this.progressed = says(thinking) || says(answer);
    this.begun ||= this.progressed;
    this.idle = this.progressed ? 0 : this.idle + 1;
    if (this.idle > mostIdlePieces) throw endlessNothing();
    this.noteEnd(chunk);
    return { ...chunk, thinking, answer, cut: chunk.cut === true || sent > before };
  }

  /** Time that the consumer of a piece takes is not the server's silence. */
  waitAnew(): void {
    if (this.progressed) this.silentBy = performance.now() + this.timeouts.silenceMs;
  }

  private noteEnd({ finish, ended }: Chunk): void {
    if (this.complete) return;
    if (ended) {
      this.complete = true;
      this.closedBy = performance.now() + Math.min(this.timeouts.silenceMs, endedMs);
      return;
    }
    if (this.progressed && this.closedBy < Infinity) this.wentOn = true;
    if (!finish || this.closedBy < Infinity) return;
    const closing = this.begun && !this.progressed ? closingMs : doubtfulClosingMs;
    this.closedBy = performance.now() + Math.min(this.timeouts.silenceMs, closing);
  }
}

/** The first `most` characters, no half of a pair at their end. */
function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, Math.max(0, most));
  return /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start;
}

function endlessNothing(): ExpertError {
  return new ExpertError(
    'malformed_stream',
    'The server goes on sending pieces without any text. Ask again; if it happens again, look at its log or choose another expert.',
  );
}
