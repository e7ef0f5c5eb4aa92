/**
 * The current conversation: every route as the log of its events, in memory and in a file of JSON lines that
 * a reload of the window restores. The file is only ever appended to, and never deleted.
 */
import { appendFile, mkdir, open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { RouteEvent } from '../der/events';
import type { Rating, Ratings, RouteLog } from '../webview/protocol';
import { appendMerged, dropPassing, isPassing } from './deltas';

const header = { format: 'der-conversation', version: 1 };

interface EventLine {
  readonly route: string;
  readonly event: RouteEvent;
}

/** A later rating of the same answer replaces the earlier one; null takes it back. */
interface RatingLine {
  readonly route: string;
  readonly rated: { readonly step: number; readonly rating: Rating | null };
}

type Line = EventLine | RatingLine;

export class Conversation {
  private readonly logs = new Map<string, RouteEvent[]>();
  private readonly ratings = new Map<string, Ratings>();
  /** Writes follow each other, so that lines keep their order. */
  private writing: Promise<void> = Promise.resolve();
  /** Lines that are not on disk yet, for instance because it is full. */
  private unsaved: Line[] = [];
  /** The last write failed, and the person knows. */
  private failing = false;

  private constructor(
    private readonly file: string,
    private readonly report: (problem: string) => void,
  ) {}

  /** Reads what the file holds. A torn last line is dropped; a file that cannot be read is set aside. */
  static async open(file: string, report: (problem: string) => void): Promise<Conversation> {
    const conversation = new Conversation(file, report);
    await mkdir(dirname(file), { recursive: true });
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    if (text !== '' && !conversation.restore(text)) {
      const aside = await conversation.setAside();
      report(`The conversation could not be read. It was kept as ${aside}; a new one was begun.`);
    } else if (text !== '' && !text.endsWith('\n')) {
      await appendFile(file, '\n');
    }
    return conversation;
  }

  /** Every route in the order it was asked, deltas merged. */
  get routes(): readonly RouteLog[] {
    return [...this.logs].map(([id, events]) => {
      const ratings = this.ratings.get(id);
      return { id, events, ...(ratings && { ratings }) };
    });
  }

  /** The events of a route; none where it is not in the conversation. */
  eventsOf(route: string): readonly RouteEvent[] {
    return this.logs.get(route) ?? [];
  }

  append(route: string, event: RouteEvent): void {
    this.remember(route, event);
    if (!isPassing(event)) this.write({ route, event });
  }

  /** Keeps what the person thinks of an answer, and returns all ratings of its route. */
  rate(route: string, step: number, rating: Rating | null): Ratings {
    const isAnswer = (event: RouteEvent) => event.type === 'answered' && event.step === step;
    if (!this.logs.get(route)?.some(isAnswer))
      throw new Error('This answer is not in the conversation any more, so it cannot be rated.');
    const line: RatingLine = { route, rated: { step, rating } };
    this.rememberRating(line);
    this.write(line);
    return this.ratings.get(route) ?? {};
  }

  /** Waits until everything appended is on disk, as far as it can be written. */
  flush(): Promise<void> {
    return this.writing;
  }

  /** Begins a new conversation; the old one's file is kept beside it. */
  async clear(): Promise<void> {
    await this.flush();
    if (this.logs.size > 0) await this.setAside();
    this.logs.clear();
    this.ratings.clear();
    this.unsaved = [];
  }

  private remember(route: string, event: RouteEvent): void {
    const events = this.logs.get(route) ?? [];
    this.logs.set(route, events);
    if (event.type === 'answered' || event.type === 'failed') dropPassing(events, event.attempt);
    appendMerged(events, event);
  }

  private rememberRating({ route, rated: { step, rating } }: RatingLine): void {
    const ratings: Record<number, Rating> = { ...this.ratings.get(route) };
    if (rating === null) delete ratings[step];
    else ratings[step] = rating;
    this.ratings.set(route, ratings);
  }

  private write(line: Line): void {
    this.unsaved.push(line);
    this.writing = this.writing.then(() => this.save());
  }

  /** Appends what is unsaved. What fails is told once and tried again with the next line. */
  private async save(): Promise<void> {
    const lines = [...this.unsaved];
    if (lines.length === 0) return;
    try {
      const file = await open(this.file, 'a');
      try {
        const empty = (await file.stat()).size === 0;
        // A write that failed may have left a torn line, which ends here.
        const start = empty ? [JSON.stringify(header)] : this.failing ? [''] : [];
        const text = [...start, ...lines.map((line) => JSON.stringify(line))].join('\n');
        await file.appendFile(`${text}\n`);
      } finally {
        await file.close();
      }
      this.unsaved = this.unsaved.slice(lines.length);
      this.failing = false;
    } catch (error) {
      if (!this.failing) {
        this.report(
          `The conversation cannot be saved: ${(error as Error).message}. Nothing is lost while this window is open, ` +
            'and it is saved as soon as that works again: make room on the disk, or look at the rights of the folder.',
        );
      }
      this.failing = true;
    }
  }

  /** False when the file is not a conversation of a version this program reads. */
  private restore(text: string): boolean {
    const [first = '', ...lines] = text.split('\n');
    const start = parse(first) as Partial<typeof header> | undefined;
    if (start?.format !== header.format || start.version !== header.version) return false;
    for (const line of lines) {
      const entry = parse(line) as Partial<EventLine & RatingLine> | undefined;
      if (entry?.route && entry.event) this.remember(entry.route, entry.event);
      if (entry?.route && entry.rated) this.rememberRating({ route: entry.route, rated: entry.rated });
    }
    return true;
  }

  private async setAside(): Promise<string> {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
    const extension = extname(this.file);
    const aside = join(dirname(this.file), `${basename(this.file, extension)}-${stamp}${extension}`);
    await rename(this.file, aside).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    return aside;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
