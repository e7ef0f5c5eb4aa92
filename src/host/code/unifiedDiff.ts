/** Unified diffs as models write them: several files, git's headers, counts and numbers that may be wrong. */

import { headerPaths, unquoted } from './diffPaths';
import type { FileDiff, Hunk, HunkLine } from './fileDiff';
import { isSearchReplace, parseSearchReplace } from './searchReplace';

const hunkHeader = /^@@(?: -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))?)?(?:(?: |@@).*)?$/;
const gitHeader = /^diff --git "?a\/(.+?)"? "?b\/(.+?)"?$/;
/** The other way that some models write a change: lines with signs below the name of their file. */
const patchHeader = /^\*\*\* (Update|Add|Delete) File: (.+)$/;
const patchLine = /^\*\*\* (?:Begin Patch|End Patch|End of File|Move to: .+|(?:Update|Add|Delete) File: .+)$/;
const diffLanguage = /^(?:u?diff|patch)$/i;

/** Whether a block of code is a diff, by the language of its fence, by how it begins, or by the signs of its lines. */
export function isUnifiedDiff(language: string, code: string): boolean {
  const lines = linesOf(code);
  if (isSearchReplace(lines)) return true;
  if (diffLanguage.test(language))
    return lines.some((line) => /^[+-]/.test(line) || gitHeader.test(line) || patchHeader.test(line));
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = lines[first] ?? '';
  if (gitHeader.test(line) || patchLine.test(line) || isFileHeader(lines, first)) return true;
  if (/^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/.test(line)) return true;
  return !listed.test(language) && hasSignsOnly(lines);
}

/** Languages whose own lines may begin with such signs. */
const listed = /^(?:markdown|md|mdx|ya?ml|te?xt|plaintext|rst|asciidoc|haml|pug|)$/i;

/** Every line begins with the sign of one that stays, goes or comes, and some of both do the latter. */
function hasSignsOnly(lines: readonly string[]): boolean {
  return (
    lines.every((line) => /^(?:[ +-]|$)/.test(line)) &&
    lines.some((line) => /^-[^-]/.test(line)) &&
    lines.some((line) => /^\+[^+]/.test(line))
  );
}

/** The files of a diff in its order; none where nothing is changed. Linear in the text. */
export function parseUnifiedDiff(code: string): FileDiff[] {
  const lines = linesOf(code);
  return isSearchReplace(lines) ? parseSearchReplace(lines) : new DiffReader(lines).files();
}

function linesOf(code: string): string[] {
  const lines = code.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** `--- old` and `+++ new`, one below the other. */
function isFileHeader(lines: readonly string[], at: number): boolean {
  return /^--- \S/.test(lines[at] ?? '') && /^\+\+\+ \S/.test(lines[at + 1] ?? '');
}

interface Draft {
  old: string | undefined;
  new: string | undefined;
  created: boolean;
  deleted: boolean;
  renamed: boolean;
  copied: boolean;
  /** What it holds is not text, and not shown. */
  binary: boolean;
  hunks: Hunk[];
}

class DiffReader {
  private at = 0;
  private readonly drafts: Draft[] = [];
  private current: Draft | undefined;
  /** Of headers right above the hunk that is read. */
  private anchors: string[] = [];

  constructor(private readonly lines: readonly string[]) {}

  files(): FileDiff[] {
    while (this.at < this.lines.length) this.step();
    return this.drafts
      .filter(({ binary, deleted }) => !binary || deleted)
      .map(finished)
      .filter(({ hunks, kind }) => hunks.length > 0 || kind !== 'changed');
  }

  private step(): void {
    const line = this.lines[this.at]!;
    const git = gitHeader.exec(line);
    if (git) this.begin(git[1], git[2]);
    else if (patchLine.test(line)) this.patchLine(line);
    else if (isFileHeader(this.lines, this.at)) return this.fileHeader();
    else if (hunkHeader.test(line)) return this.hunk(line);
    else if (this.current && this.current.hunks.length === 0) this.extended(line, this.current);
    // Without any header, lines with signs are one hunk that does not say where it is.
    if (!git && /^[+-]/.test(line) && !this.current?.hunks.length) return this.bareHunk();
    this.at++;
  }

  private begin(old: string | undefined, now: string | undefined): Draft {
    const flags = { created: false, deleted: false, renamed: false, copied: false, binary: false };
    const draft: Draft = { old, new: now, ...flags, hunks: [] };
    this.anchors = [];
    this.drafts.push(draft);
    this.current = draft;
    return draft;
  }

  private fileHeader(): void {
    const { old, now, created, deleted } = headerPaths(this.lines[this.at]!, this.lines[this.at + 1]!);
    // Git's own line came right before it.
    const open = this.current && this.current.hunks.length === 0 ? this.current : this.begin(old, now);
    open.old = old;
    open.new = now;
    open.created ||= created;
    open.deleted ||= deleted;
    this.at += 2;
  }

  private patchLine(line: string): void {
    const [, what, path] = patchHeader.exec(line) ?? [];
    if (what) {
      const draft = this.begin(path, path);
      draft.created = what === 'Add';
      draft.deleted = what === 'Delete';
    }
    if (line === '*** End of File') this.endFile();
    const moved = /^\*\*\* Move to: (.+)$/.exec(line)?.[1];
    if (!moved || !this.current) return;
    this.current.new = moved;
    this.current.renamed = true;
  }

  private endFile(): void {
    const last = this.current?.hunks.pop();
    if (last) this.current!.hunks.push({ ...last, atEnd: true });
  }

  /** Git's lines between its header and the first hunk. */
  private extended(line: string, draft: Draft): void {
    const [, how, from, path] = /^(rename|copy) (from|to) (.+)$/.exec(line) ?? [];
    if (from === 'from') draft.old = unquoted(path!);
    if (from === 'to') draft.new = unquoted(path!);
    draft.renamed ||= how === 'rename';
    draft.copied ||= how === 'copy';
    draft.binary ||= /^(?:Binary files .* differ|GIT binary patch)$/.test(line);
    draft.created ||= line.startsWith('new file mode');
    draft.deleted ||= line.startsWith('deleted file mode');
  }

  private hunk(header: string): void {
    const [, oldStart, oldCount, , newCount] = hunkHeader.exec(header)!;
    this.at++;
    const from = this.at;
    const counted =
      oldStart === undefined ? undefined : this.countedEnd(Number(oldCount ?? 1), Number(newCount ?? 1));
    const to = counted ?? this.boundary();
    this.at = to;
    this.add(header, oldStart === undefined ? undefined : Number(oldStart), from, to, counted !== undefined);
  }

  private bareHunk(): void {
    // Context above the first sign belongs to it.
    let from = this.at;
    while (from > 0 && /^(?: |$)/.test(this.lines[from - 1]!)) from--;
    const to = this.boundary();
    this.at = to;
    this.add('', undefined, from, to, false);
  }

  private add(header: string, oldStart: number | undefined, from: number, to: number, exact: boolean): void {
    const draft = this.current ?? this.begin(undefined, undefined);
    const raw = this.lines.slice(from, to);
    // Nothing was there before: lines of a new file that have no signs are its text.
    const isText = draft.created && !raw.some((line) => line.startsWith('+'));
    const read = hunkLines(isText ? raw.map((line) => `+${line}`) : raw);
    if (!exact) while (isStripped(read.lines.at(-1))) read.lines.pop();
    const anchor = anchorIn(header);
    if (anchor !== '') this.anchors.push(anchor);
    if (read.lines.length === 0) return;
    draft.hunks.push({
      header,
      oldStart,
      ...(this.anchors.length > 0 && { anchors: this.anchors }),
      ...read,
    });
    this.anchors = [];
  }

  /** The end by the counts of the header; undefined where they cannot be right. */
  private countedEnd(old: number, now: number): number | undefined {
    let at = this.at;
    for (; old > 0 || now > 0; at++) {
      const line = this.lines[at];
      if (line === undefined || !/^(?:[ +\\-]|$)/.test(line) || this.isCertainHeader(at)) return undefined;
      if (line.startsWith('\\')) continue;
      if (!line.startsWith('+')) old--;
      if (!line.startsWith('-')) now--;
      if (old < 0 || now < 0) return undefined;
    }
    while (this.lines[at]?.startsWith('\\')) at++;
    let next = at;
    while (this.lines[next] === '') next++;
    return next >= this.lines.length || this.isBoundary(next) ? at : undefined;
  }

  /** Where the next hunk or file begins. */
  private boundary(): number {
    let at = this.at;
    while (at < this.lines.length && !this.isBoundary(at)) at++;
    return at;
  }

  private isBoundary(at: number): boolean {
    const line = this.lines[at]!;
    return (
      hunkHeader.test(line) || gitHeader.test(line) || patchLine.test(line) || isFileHeader(this.lines, at)
    );
  }

  /** Names one file on both sides: this is no line that was removed beside one that was added. */
  private isCertainHeader(at: number): boolean {
    if (!isFileHeader(this.lines, at)) return false;
    const [, old] = /^--- (?:a\/(.+)|\/dev\/null)/.exec(this.lines[at]!) ?? ['', ''];
    const [, now] = /^\+\+\+ (?:b\/(.+)|\/dev\/null)/.exec(this.lines[at + 1]!) ?? ['', ''];
    return old !== '' && now !== '' && (old === now || old === undefined || now === undefined);
  }
}

/** `class Cart {` of `@@ -1,2 +1,2 @@ class Cart {` and of `@@ class Cart {`. */
function anchorIn(header: string): string {
  const numbers = /^@@ -[\d,]+ \+[\d,]+(?: @@)?/.exec(header)?.[0] ?? '@@';
  const said = header.slice(numbers.length).trim();
  return (said.endsWith('@@') ? said.slice(0, -2) : said).trim();
}

/** A blank line that lost its sign; at the end of a hunk it belongs to nothing. */
function isStripped(line: HunkLine | undefined): boolean {
  return line?.kind === 'context' && line.text === '';
}

function hunkLines(raw: readonly string[]): { lines: HunkLine[]; noNewline: Hunk['noNewline'] } {
  const lines: HunkLine[] = [];
  let noNewline: { old: boolean; new: boolean } | undefined;
  for (const line of raw) {
    if (/^\\ ?No newline/i.test(line)) {
      const { kind } = lines.at(-1) ?? { kind: 'context' };
      noNewline ??= { old: false, new: false };
      noNewline.old ||= kind !== 'added';
      noNewline.new ||= kind !== 'removed';
    } else if (line.startsWith('+')) lines.push({ kind: 'added', text: line.slice(1) });
    else if (line.startsWith('-')) lines.push({ kind: 'removed', text: line.slice(1) });
    // A line without a sign lost the blank before it.
    else lines.push({ kind: 'context', text: line.startsWith(' ') ? line.slice(1) : line });
  }
  return { lines, noNewline };
}

function finished({ old, new: now, created, deleted, renamed, copied, hunks }: Draft): FileDiff {
  if (created && !deleted) return { oldPath: undefined, newPath: now, kind: 'created', hunks };
  if (deleted && !created) return { oldPath: old, newPath: undefined, kind: 'deleted', hunks };
  const other = (renamed || copied) && old !== undefined && now !== undefined && old !== now;
  const kind = !other ? 'changed' : copied ? 'copied' : 'renamed';
  return { oldPath: old, newPath: now, kind, hunks };
}
