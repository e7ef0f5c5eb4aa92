/**
 * Applies the hunks of a diff to a text by what they say, not by their numbers: those only tell places apart that are
 * alike. Context is looked for and never written, so that lines outside the changes stay as they are.
 */
import { nearest, anchorOf, type Why } from './hunkPlaces';
import { partsOf, saysEnough, type Part } from './hunkParts';
import { reindenting, type Reindent } from './indentation';
import { endOfLine, LineNumbers, likenesses, placesOf, textLines, type TextLine } from './lines';
import type { Hunk, HunkLine } from './fileDiff';

export type Applied =
  | { readonly text: string }
  | {
      /** The hunk that does not go into the text. */
      readonly failed: Hunk;
      /** Counted from 1. */
      readonly number: number;
      readonly why: Why;
    };

/** Lines compared for a whole diff; beyond, it is refused rather than waited for. */
const mostWork = 30_000_000;
/** Context lines that may be passed over on each side of a change. */
const mostPassedOver = 8;

/** One change of the text: lines from `at` on, `count` of them, become `lines`. */
interface Edit {
  readonly at: number;
  readonly count: number;
  readonly lines: readonly TextLine[];
  readonly noNewline: Hunk['noNewline'];
}

/** Fits the hunks into the text, one after the other; all of them, or none. */
export function applyHunks(text: string, hunks: readonly Hunk[]): Applied {
  const fitting = new Fitting(text);
  for (const [index, hunk] of hunks.entries()) {
    const why = fitting.add(hunk);
    if (why) return { failed: hunk, number: index + 1, why };
  }
  return { text: fitting.result() };
}

class Fitting {
  private readonly lines: readonly TextLine[];
  private readonly eol: string;
  private readonly numbers = likenesses.map(() => new LineNumbers());
  private readonly ids: readonly number[][];
  private readonly edits: Edit[] = [];
  /** By line: 1 where an edit replaces it. */
  private readonly changed: Uint8Array;
  /** How far the last hunk stood from where its number says. */
  private drift = 0;
  private trimmed: readonly string[] | undefined;
  private work = 0;

  constructor(private readonly text: string) {
    this.lines = textLines(text);
    this.eol = endOfLine(text);
    this.changed = new Uint8Array(this.lines.length);
    const texts = this.lines.map((line) => line.text);
    this.ids = likenesses.map((like, level) => this.numbers[level]!.of(texts, like));
  }

  /** Undefined where the hunk fits. */
  add(hunk: Hunk): Why | undefined {
    const { lines, oldStart, noNewline } = hunk;
    const old = lines.filter(({ kind }) => kind !== 'added');
    if (old.length === 0) return this.addInsertion(hunk);
    const start = oldStart === undefined ? undefined : Math.max(0, oldStart - 1);
    const expected = hunk.atEnd ? this.lines.length - old.length - this.drift : start;
    const { anchors = [] } = hunk;
    const whole = this.placed({ lines, expected, anchors, noNewline });
    if (whole === undefined) return undefined;
    if (whole.reason !== 'missing') return whole;
    for (const part of partsOf(hunk, expected, anchors)) {
      const why = this.placedWithLess(part);
      if (why) return why.reason === 'missing' && this.isDone(lines) ? { reason: 'done' } : why;
    }
    return undefined;
  }

  result(): string {
    const edits = [...this.edits].sort((a, b) => a.at - b.at || a.count - b.count);
    const result: TextLine[] = [];
    let at = 0;
    for (const edit of edits) {
      for (; at < edit.at; at++) result.push(this.lines[at]!);
      for (const line of edit.lines) result.push(line);
      at = edit.at + edit.count;
    }
    for (; at < this.lines.length; at++) result.push(this.lines[at]!);
    return result
      .map(({ text, eol }, index) => text + (index < result.length - 1 ? eol || this.eol : this.lastEol(eol)))
      .join('');
  }

  /** The end of the whole text: as the diff says, else as it was. */
  private lastEol(eol: string): string {
    const said = this.edits.findLast(({ noNewline }) => noNewline !== undefined)?.noNewline;
    if (said) return said.new ? '' : eol || this.eol;
    return this.text === '' || /\n$/.test(this.text) ? eol || this.eol : '';
  }

  /** Lines that nothing stands around: only their number says where they go. */
  private addInsertion({ lines, oldStart, noNewline }: Hunk): Why | undefined {
    const at = this.lines.length === 0 ? 0 : oldStart === undefined ? undefined : oldStart + this.drift;
    if (at === undefined || at < 0 || at > this.lines.length) return { reason: 'missing' };
    this.edits.push({ at, count: 0, lines: lines.map(({ text }) => this.line(text)), noNewline });
    return undefined;
  }

  private placed({ lines, expected, anchors, noNewline }: Part): Why | undefined {
    const old = lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text);
    for (const [level, like] of likenesses.entries()) {
      const wanted = this.numbers[level]!.of(old, like);
      const found = this.choose(wanted, level, expected, anchors);
      if (found === undefined) continue;
      if (typeof found !== 'number') return found;
      if (expected !== undefined) this.drift = found - expected;
      this.edit(lines, found, noNewline);
      return undefined;
    }
    return { reason: 'missing' };
  }

  /** The place meant, of those that are alike; undefined where there is none. */
  private choose(
    wanted: readonly number[],
    level: number,
    expected: number | undefined,
    anchors: readonly string[],
  ): number | Why | undefined {
    const ids = this.ids[level]!;
    if (expected !== undefined) {
      const at = expected + this.drift;
      if (this.isFree(at, wanted.length) && wanted.every((id, offset) => ids[at + offset] === id)) return at;
    }
    this.work += ids.length + wanted.length;
    if (this.work > mostWork) return { reason: 'tooLong' };
    const places = placesOf(wanted, ids);
    if (places.length * wanted.length + this.work > mostWork) return { reason: 'tooLong' };
    const free = places.filter((at) => this.isFree(at, wanted.length));
    if (free.length <= 1) return free[0];
    this.work += anchors.length * this.lines.length;
    if (this.work > mostWork) return { reason: 'tooLong' };
    const below = anchorOf((this.trimmed ??= this.lines.map(({ text }) => text.trim())), anchors);
    const first = below === undefined ? undefined : free.find((at) => at + wanted.length > below);
    if (first !== undefined) return first;
    return nearest(free, expected === undefined ? undefined : expected + this.drift);
  }

  /** Nothing was changed there yet. */
  private isFree(at: number, count: number): boolean {
    if (at < 0 || at + count > this.lines.length) return false;
    this.work += count;
    for (let line = at; line < at + count; line++) if (this.changed[line]) return false;
    return true;
  }

  /** One change with ever less of the lines around it, which may have been remembered wrongly. */
  private placedWithLess(part: Part): Why | undefined {
    const { lines } = part;
    const lead = lines.findIndex(({ kind }) => kind !== 'context');
    const tail = lines.length - 1 - lines.findLastIndex(({ kind }) => kind !== 'context');
    let why: Why = { reason: 'missing' };
    for (let passed = 0; passed <= Math.min(lead + tail, 2 * mostPassedOver); passed++) {
      for (let first = Math.max(0, passed - tail); first <= Math.min(lead, passed); first++) {
        const fewer = lines.slice(first, lines.length - (passed - first));
        if (!saysEnough(fewer)) continue;
        const expected = part.expected === undefined ? undefined : part.expected + first;
        const now = this.placed({ ...part, lines: fewer, expected });
        if (now?.reason !== 'missing') return now;
        why = now;
      }
    }
    return why;
  }

  private edit(lines: readonly HunkLine[], at: number, noNewline: Hunk['noNewline']): void {
    const reindent = this.reindenting(lines, at);
    // Only the changes are edits: what is around them stays, and may be around the next hunk as well.
    let line = at;
    let edit: { at: number; count: number; lines: TextLine[] } | undefined;
    const edits: { at: number; count: number; lines: TextLine[] }[] = [];
    for (const { kind, text } of lines) {
      if (kind === 'context') {
        edit = undefined;
        line++;
        continue;
      }
      if (!edit) edits.push((edit = { at: line, count: 0, lines: [] }));
      if (kind === 'removed') {
        edit.count++;
        line++;
      } else
        edit.lines.push(this.line(reindent(text), this.lines[Math.min(line, this.lines.length - 1)]?.eol));
    }
    const atEnd = line >= this.lines.length ? noNewline : undefined;
    for (const one of edits) {
      this.edits.push({ ...one, noNewline: atEnd });
      this.changed.fill(1, one.at, one.at + one.count);
    }
    if (edits.length === 0 && atEnd) this.edits.push({ at, count: 0, lines: [], noNewline: atEnd });
  }

  private reindenting(lines: readonly HunkLine[], at: number): Reindent {
    const old = lines.filter(({ kind }) => kind !== 'added');
    return reindenting(old.map(({ text }, offset) => [text, this.lines[at + offset]!.text] as const));
  }

  /** Ends as the line that it replaces. */
  private line(text: string, eol = this.eol): TextLine {
    return { text, eol: eol || this.eol };
  }

  /** What the hunk wants is there already. */
  private isDone(lines: readonly HunkLine[]): boolean {
    const now = lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text);
    const level = likenesses.length - 1;
    const wanted = this.numbers[level]!.of(now, likenesses[level]!);
    return (
      saysEnough(lines.filter(({ kind }) => kind !== 'removed')) &&
      placesOf(wanted, this.ids[level]!).length === 1
    );
  }
}
