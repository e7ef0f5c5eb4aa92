/** All conversations of a workspace: one file each in one folder, and what a list shows of them. */
import { readFileSync, statSync } from 'node:fs';
import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import { makeOwnFolder, privateFileMode } from '../../der/storage/privateFiles';
import type { RouteLog } from '../../webview/protocol';
import { Conversation } from './conversation';
import { parseLog, type RouteOrigin } from './log';
import { summaryOf, tellingLines, tellingLinesOf, type Summary } from './summary';

const extension = '.jsonl';

/** Files of earlier versions: `conversation.jsonl`, and `conversation-20260301093000123.jsonl`. */
const earlier = /^conversation(-\d+)?\.jsonl$/;

/** What was deleted can be brought back for this long. */
const keptDeletedMs = 24 * 60 * 60 * 1000;

/** Files looked at without waiting for each, which is several times faster; then others have their turn. */
const filesAtOnce = 50;

/** Bytes of a file that is read at once; a longer one is read line by line. */
const readAtOnce = 8 * 1024 * 1024;

/** A conversation in a list. */
export interface Listed extends Summary {
  readonly id: string;
  /** When something was last written to it, in milliseconds since 1970. */
  readonly changedAt: number;
}

export interface Opened {
  readonly id: string;
  readonly conversation: Conversation;
}

/** A summary, and the size of the file that it was made from. */
interface Known extends Summary {
  readonly size: number;
}

export class ConversationStore {
  constructor(
    private readonly folder: string,
    private readonly report: (problem: string) => void,
  ) {}

  /** The file of a conversation, for whoever wants to see it as it is. */
  fileOf(id: string): string {
    return join(this.folder, `${id}${extension}`);
  }

  /** A conversation as its file holds it. */
  open(id: string): Promise<Conversation> {
    return Conversation.open(this.fileOf(id), this.report);
  }

  /** A new conversation, which may begin with routes of another one. */
  begin(routes: readonly RouteLog[] = [], origin?: RouteOrigin): Opened {
    const id = newId();
    return { id, conversation: Conversation.begin(this.fileOf(id), this.report, routes, origin) };
  }

  /** Every conversation, the one that changed last first. Only files that changed since the last list are read. */
  async list(): Promise<readonly Listed[]> {
    const names = await readdir(this.folder).catch(ifMissing<string[]>([]));
    const files = names.filter((name) => name.endsWith(extension));
    const index = await this.readIndex();
    const known = new Map<string, Known>();
    const listed: Listed[] = [];
    for (const [number, name] of files.entries()) {
      if (number % filesAtOnce === 0) await setImmediate();
      const id = name.slice(0, -extension.length);
      const found = await this.summary(id, index.get(id));
      if (!found) continue;
      known.set(id, found.known);
      listed.push({ id, ...found.known, changedAt: found.changedAt });
    }
    const same = known.size === index.size && [...known].every(([id, one]) => index.get(id) === one);
    if (!same) await this.writeIndex(known);
    // What cannot be dropped now is tried again with the next list.
    this.dropDeleted().catch(() => {});
    return listed.sort((a, b) => b.changedAt - a.changedAt);
  }

  /** Takes a conversation out of the list. It can be brought back for a day. */
  async remove(id: string): Promise<void> {
    await makeOwnFolder(this.deleted);
    await rename(this.fileOf(id), this.deletedFile(id));
    const now = new Date();
    await utimes(this.deletedFile(id), now, now);
  }

  /** Returns its id: a new one where another window, which still shows it, has written its file anew. */
  async bringBack(id: string): Promise<string> {
    const back = await this.linkDeleted(id, id).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return this.linkDeleted(id, newId());
    });
    await rm(this.deletedFile(id));
    return back;
  }

  /**
   * Takes in the conversations that an earlier version kept in a folder: the open one, and those that were set aside.
   * Returns the id of the one that was open.
   */
  async adoptFrom(folder: string): Promise<string | undefined> {
    const names = await readdir(folder).catch(() => []);
    let open: string | undefined;
    for (const name of names.filter((one) => earlier.test(one))) {
      const id = await this.adopt(join(folder, name));
      if (name === `conversation${extension}`) open = id;
    }
    return open;
  }

  /** Undefined where another window has taken the file in. */
  private async adopt(file: string): Promise<string | undefined> {
    const id = newId();
    try {
      await makeOwnFolder(this.folder);
      await rename(file, this.fileOf(id));
      return id;
    } catch (error) {
      // It stays where it is, and is taken in when that can be.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.report(t('{0} cannot be taken in: {1}.', file, (error as Error).message));
      return undefined;
    }
  }

  /** Unlike a renaming, a link never takes another file's place. */
  private async linkDeleted(id: string, as: string): Promise<string> {
    await link(this.deletedFile(id), this.fileOf(as));
    return as;
  }

  private get deleted(): string {
    return join(this.folder, 'deleted');
  }

  private deletedFile(id: string): string {
    return join(this.deleted, `${id}${extension}`);
  }

  /** Undefined where the file has gone meanwhile. */
  private async summary(
    id: string,
    known: Known | undefined,
  ): Promise<{ known: Known; changedAt: number } | undefined> {
    try {
      const { size, mtimeMs: changedAt } = statSync(this.fileOf(id));
      // A log only ever grows, so that its size tells whether it is the same.
      if (known?.size === size) return { known, changedAt };
      const file = this.fileOf(id);
      const text = size > readAtOnce ? await tellingLinesOf(file) : tellingLines(readFileSync(file));
      const lines = parseLog(text);
      return { known: { ...summaryOf(lines), size }, changedAt };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      return { known: { ...summaryOf(undefined), size: -1 }, changedAt: 0 };
    }
  }

  private get index(): string {
    return join(this.folder, 'index.json');
  }

  /** What is known of files that have not changed: a cache, made anew where it cannot be read. */
  private async readIndex(): Promise<ReadonlyMap<string, Known>> {
    try {
      return new Map(Object.entries(JSON.parse(await readFile(this.index, 'utf8')) as Record<string, Known>));
    } catch {
      return new Map();
    }
  }

  /** Where it cannot be written, the next list reads the files again. */
  private async writeIndex(known: ReadonlyMap<string, Known>): Promise<void> {
    const fresh = `${this.index}.${crypto.randomUUID()}`;
    try {
      await writeFile(fresh, JSON.stringify(Object.fromEntries(known)), { mode: privateFileMode });
      await rename(fresh, this.index);
    } catch {
      await rm(fresh, { force: true }).catch(() => {});
    }
  }

  private async dropDeleted(): Promise<void> {
    const names = await readdir(this.deleted).catch(() => []);
    for (const name of names) {
      const file = join(this.deleted, name);
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
      if (Date.now() - mtimeMs > keptDeletedMs) await rm(file, { force: true });
    }
  }
}

/** What to take where there is no folder yet. */
function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value;
    throw error;
  };
}

/** Sorts by time: `20260301T093000123-4f2a91c3`. */
function newId(): string {
  const stamp = new Date().toISOString().replace(/[-:.Z]/g, '');
  return `${stamp}-${crypto.randomUUID().slice(0, 8)}`;
}
