/** A BM25 index over the passages of a folder's files, built when first asked and brought up to date at every question. */
import { setImmediate } from 'node:timers/promises';
import type MiniSearch from 'minisearch';
import type { SecretPatterns } from './secretFiles';
import { textHoldsSecret } from './secretText';
import { declaredIn, subjectOf, termsOf } from './terms';
import { findFiles, readText, type FoundFile } from './workspaceFiles';

/** Lines of a passage, and how many it shares with the next, so that what belongs together is once together. */
const passageLines = 24;
const overlapLines = 6;
/** What is read of a line: what comes after is data, not text. */
const longestLine = 1_000;
const readAtOnce = 16;
/** How long indexing holds the thread before others get a turn. */
const turnMs = 15;

export interface Passage {
  readonly path: string;
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface Hit extends Passage {
  /** BM25 score. */
  readonly score: number;
  /** Terms of the question that the passage or its path holds. */
  readonly terms: ReadonlySet<string>;
  /** Those that it is about: in its path or among the names it declares. */
  readonly subjects: ReadonlySet<string>;
}

export interface Found {
  /** Terms of the question with their weight: how rare each is among the passages. */
  readonly weights: ReadonlyMap<string, number>;
  /** Best first. */
  readonly hits: readonly Hit[];
  readonly files: number;
  readonly leftOut: LeftOut;
}

/** What of the folder was not searched. */
export interface LeftOut {
  /** The folder has more files than the index takes. */
  readonly more: boolean;
  readonly large: readonly string[];
  /** Passed over because their names stand for keys. */
  readonly secrets: number;
  /** Not text, as far as can be told. */
  readonly binary: number;
  /** With lines of which the end was not read. */
  readonly cut: readonly string[];
}

interface Entry extends Passage {
  readonly id: number;
  readonly declared: string;
}

interface Indexed {
  readonly stamp: string;
  /** Of its passages. */
  readonly ids: readonly number[];
  readonly binary: boolean;
  readonly cut: boolean;
  /** Its text holds a key, whatever it is called. */
  readonly secret: boolean;
}

export class WorkspaceIndex {
  private readonly files = new Map<string, Indexed>();
  private readonly passages = new Map<number, Entry>();
  private search: MiniSearch<Entry> | undefined;
  private nextId = 0;
  private more = false;
  private large: readonly string[] = [];
  private secrets = 0;
  /** Updates take turns. */
  private updating: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly root: string,
    private readonly patterns: SecretPatterns,
  ) {}

  /** @throws the signal's reason when it is aborted. */
  async find(question: string, signal: AbortSignal): Promise<Found> {
    const terms = subjectOf(question);
    const turn = this.updating.then(() => (terms.length > 0 ? this.update(signal) : undefined));
    this.updating = turn.catch(() => undefined);
    await turn;
    const weights = new Map<string, number>();
    const leftOut = this.leftOut();
    if (!this.search || terms.length === 0) return { weights, hits: [], files: 0, leftOut };

    const results = this.search.search(terms.join(' '));
    const counts = new Map<string, number>();
    for (const { queryTerms } of results) {
      for (const term of queryTerms) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const n = this.passages.size;
    for (const term of terms) {
      const count = counts.get(term) ?? 0;
      weights.set(term, Math.log(1 + (n - count + 0.5) / (count + 0.5)));
    }
    const hits = results.slice(0, 50).map(({ id, score, queryTerms, match }): Hit => {
      const { path, line, text } = this.passages.get(id as number)!;
      const subjects = Object.keys(match).filter((term) => match[term]!.some((field) => field !== 'text'));
      return { path, line, text, score, terms: new Set(queryTerms), subjects: new Set(subjects) };
    });
    return { weights, hits, files: this.files.size, leftOut };
  }

  private leftOut(): LeftOut {
    const { more, large } = this;
    const indexed = [...this.files];
    const secrets = this.secrets + indexed.filter(([, { secret }]) => secret).length;
    const cut = indexed.filter(([, { cut }]) => cut).map(([path]) => path);
    return { more, large, secrets, cut, binary: indexed.filter(([, { binary }]) => binary).length };
  }

  private async update(signal: AbortSignal): Promise<void> {
    const { default: MiniSearch } = await import('minisearch');
    this.search ??= new MiniSearch<Entry>({
      fields: ['path', 'text', 'declared'],
      tokenize: termsOf,
      processTerm: (term) => term,
      searchOptions: { tokenize: (text) => text.split(' '), boost: { path: 1.5, declared: 3 } },
    });
    const { files, complete, large, secrets } = await findFiles(this.root, signal, this.patterns);
    [this.more, this.large, this.secrets] = [!complete, large, secrets];
    const current = new Set(files.map(({ path }) => path));
    for (const path of this.files.keys()) if (!current.has(path)) this.remove(path);
    const changed = files.filter((file) => this.files.get(file.path)?.stamp !== stampOf(file));
    let turn = performance.now();
    for (let i = 0; i < changed.length; i += readAtOnce) {
      signal.throwIfAborted();
      const batch = changed.slice(i, i + readAtOnce);
      const texts = await Promise.all(batch.map(readText));
      for (const [j, file] of batch.entries()) {
        this.add(file, texts[j]);
        if (performance.now() - turn < turnMs) continue;
        await setImmediate();
        signal.throwIfAborted();
        turn = performance.now();
      }
    }
  }

  private add(file: FoundFile, text: string | undefined): void {
    this.remove(file.path);
    const secret = text !== undefined && textHoldsSecret(text);
    const lines = text === undefined || secret ? [] : text.split(/\r\n?|\n/);
    const passages = this.cut(file.path, lines.map(beginning));
    this.files.set(file.path, {
      stamp: stampOf(file),
      ids: passages.map(({ id }) => id),
      binary: text === undefined,
      cut: lines.some((line) => line.length > longestLine),
      secret,
    });
    for (const passage of passages) this.passages.set(passage.id, passage);
    this.search!.addAll(passages);
  }

  private remove(path: string): void {
    const old = this.files.get(path);
    if (!old) return;
    this.search!.discardAll(old.ids);
    for (const id of old.ids) this.passages.delete(id);
    this.files.delete(path);
  }

  private cut(path: string, lines: readonly string[]): Entry[] {
    const passages: Entry[] = [];
    for (let from = 0; from < lines.length; from += passageLines - overlapLines) {
      const part = lines.slice(from, from + passageLines);
      if (part.some((line) => line.trim() !== '')) {
        const passage = part.join('\n');
        passages.push({
          id: this.nextId++,
          path,
          line: from + 1,
          text: passage,
          declared: declaredIn(passage),
        });
      }
      if (from + passageLines >= lines.length) break;
    }
    return passages;
  }
}

function stampOf({ mtimeMs, size }: FoundFile): string {
  return `${mtimeMs}:${size}`;
}

/** The part of a line that is read, whole characters, with a mark where there was more. */
function beginning(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine).replace(/[\ud800-\udbff]$/, '')} …` : line;
}
