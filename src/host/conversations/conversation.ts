/**
 * A conversation: every route as the log of its events, in memory and in a file of JSON lines that a reload of the
 * window restores. The file is only ever appended to, so that two windows can write to it.
 */
import { rename } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { t } from '@vscode/l10n';
import type { RouteEvent } from '../../der/trace/events';
import { appendLines } from '../../der/storage/appendLines';
import { makeOwnFolder } from '../../der/storage/privateFiles';
import type { Rating, Ratings, RouteLog } from '../../webview/protocol';
import { DistinctEvents } from './distinctEvents';
import { LatestRoutes } from './latestRoutes';
import { readLog } from './readLog';
import { firstLine, titleOf, type EventLine, type LogLine, type RouteOrigin, type RatingLine } from './log';
import { appendMerged, dropPassing, isPassing } from '../panel/mergeDeltas';

export class Conversation {
  private readonly logs = new Map<string, RouteEvent[]>();
  private readonly heard = new DistinctEvents();
  private readonly ratings = new Map<string, Ratings>();
  private named: string | undefined;
  private origin: RouteOrigin | undefined;
  /** The first question, which may be too far back to be kept in memory. */
  private first: string | undefined;
  /** Made once: one that is taken away later is missed, not made anew. */
  private folderMade = false;
  /** Writes follow each other, so that lines keep their order. */
  private writing: Promise<void> = Promise.resolve();
  /** Lines that are not on disk yet, for instance because it is full. */
  private unsaved: LogLine[] = [];
  /** The last write failed, and the person knows. */
  private failing = false;

  private constructor(
    private readonly file: string,
    private readonly report: (problem: string) => void,
  ) {}

  /**
   * Reads what the file holds, of a very long one its latest routes. Torn lines are dropped, and so are wrong ones,
   * with a word; a file that is no conversation is set aside. Where it cannot be read at all, answers are given
   * all the same.
   */
  static async open(file: string, report: (problem: string) => void): Promise<Conversation> {
    const conversation = new Conversation(file, report);
    // Where that fails, saving says so.
    await conversation.makeFolder().catch(() => {});
    const latest = new LatestRoutes((route) => conversation.logs.delete(route));
    try {
      const { readable, wrong } = await readLog(file, ({ line, bytes, early }) => {
        const { route, event } = line as Partial<EventLine>;
        if (event?.type === 'started') conversation.first ??= event.question;
        if (early && route !== undefined) latest.pass(route);
        else if (route === undefined || latest.takes(route, bytes)) conversation.remember(line);
      });
      if (!readable) {
        const aside = await conversation.setAside();
        report(t('The conversation could not be read. It was kept as {0}; a new one was begun.', aside));
      }
      if (wrong > 0)
        report(t('The conversation has lines that are none of DER. They were left out: {0}.', wrong));
      if (latest.dropped > 0)
        report(
          t(
            'The conversation is too long to be shown whole: its first questions are left out here, {0} of them. They stay in its file.',
            latest.dropped,
          ),
        );
    } catch (error) {
      conversation.cannotSave(error as Error);
    }
    return conversation;
  }

  /** A conversation that begins with routes of another one. Its file comes with the first line. */
  static begin(
    file: string,
    report: (problem: string) => void,
    routes: readonly RouteLog[] = [],
    origin?: RouteOrigin,
  ): Conversation {
    const conversation = new Conversation(file, report);
    if (origin) conversation.take({ branchOf: origin });
    for (const { id, events, ratings = {} } of routes) {
      for (const event of events) conversation.append(id, event);
      for (const [step, rating] of Object.entries(ratings)) conversation.rate(id, Number(step), rating);
    }
    return conversation;
  }

  /** As the person named it; else the first line of the first question. */
  get title(): string {
    return this.named ?? titleOf(this.first ?? '');
  }

  /** The questions in the order they were asked. */
  get questions(): readonly string[] {
    return [...this.logs.values()].flatMap(([started]) =>
      started?.type === 'started' ? [started.question] : [],
    );
  }

  get branchOf(): RouteOrigin | undefined {
    return this.origin;
  }

  rename(title: string): void {
    this.take({ title: titleOf(title) });
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
    if (isPassing(event)) this.remember({ route, event });
    else if (!this.heard.has(route, event)) this.take({ route, event });
  }

  /** Keeps what the person thinks of an answer, and returns all ratings of its route. */
  rate(route: string, step: number, rating: Rating | null): Ratings {
    const isAnswer = (event: RouteEvent) => event.type === 'answered' && event.step === step;
    if (!this.logs.get(route)?.some(isAnswer))
      throw new Error(t('This answer is not in the conversation any more, so it cannot be rated.'));
    this.take({ route, rated: { step, rating } });
    return this.ratings.get(route) ?? {};
  }

  /** Waits until everything appended is on disk, as far as it can be written. What failed is tried again. */
  flush(): Promise<void> {
    if (!this.saved) this.writing = this.writing.then(() => this.save());
    return this.writing;
  }

  /** Whether everything is on disk. */
  get saved(): boolean {
    return this.unsaved.length === 0;
  }

  private take(line: LogLine): void {
    this.remember(line);
    this.unsaved.push(line);
    this.writing = this.writing.then(() => this.save());
  }

  private remember(line: LogLine): void {
    if ('event' in line) this.rememberEvent(line);
    else if ('rated' in line) this.rememberRating(line);
    else if ('title' in line) this.named = line.title;
    else this.origin = line.branchOf;
  }

  private rememberEvent({ route, event }: EventLine): void {
    if (!isPassing(event) && !this.heard.add(route, event)) return;
    if (event.type === 'started') this.first ??= event.question;
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

  /** All of it, as lines of a file. */
  private *lines(): Generator<LogLine> {
    if (this.origin) yield { branchOf: this.origin };
    if (this.named !== undefined) yield { title: this.named };
    for (const { id: route, events, ratings = {} } of this.routes) {
      for (const event of events) if (!isPassing(event)) yield { route, event };
      for (const [step, rating] of Object.entries(ratings))
        yield { route, rated: { step: Number(step), rating } };
    }
  }

  /**
   * Appends what is unsaved; where the file is new, or was taken away meanwhile, all there is. What fails is told
   * once and tried again with the next line.
   */
  private async save(): Promise<void> {
    if (this.unsaved.length === 0) return;
    try {
      await this.makeFolder();
      let header = 0;
      const lines = (empty: boolean): readonly string[] => {
        if (empty) this.unsaved = [...this.lines()];
        header = empty ? 1 : 0;
        const texts = this.unsaved.map((line) => JSON.stringify(line));
        return empty ? [firstLine, ...texts] : texts;
      };
      await appendLines(this.file, lines, (written) => {
        this.unsaved.splice(0, written - header);
        header = 0;
      });
      this.failing = false;
    } catch (error) {
      this.cannotSave(error as Error);
    }
  }

  private async makeFolder(): Promise<void> {
    if (this.folderMade) return;
    await makeOwnFolder(dirname(this.file));
    this.folderMade = true;
  }

  /** Said once: what is asked is answered all the same. */
  private cannotSave(error: Error): void {
    if (!this.failing) {
      this.report(
        t(
          'The conversation cannot be saved: {0}. Nothing is lost while this window is open, and it is saved as soon as that works again: make room on the disk, or look at the rights of the folder.',
          error.message,
        ),
      );
    }
    this.failing = true;
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
