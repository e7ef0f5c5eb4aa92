/** What a diff does to a file, whatever way it is written in. */

/** A line of a hunk without its end of line. */
export interface HunkLine {
  readonly kind: 'context' | 'removed' | 'added';
  readonly text: string;
}

export interface Hunk {
  /** As it stands in the diff, to name the hunk by. */
  readonly header: string;
  /** What the headers say beside numbers, outermost first: lines that the hunk is below. */
  readonly anchors?: readonly string[];
  /** First line of the old side, counted from 1, as the header claims; where the old side is empty, the line before. */
  readonly oldStart: number | undefined;
  readonly lines: readonly HunkLine[];
  /** Which sides end the file without an end of line, as "\ No newline at end of file" says; undefined: nothing is said. */
  readonly noNewline: { readonly old: boolean; readonly new: boolean } | undefined;
  /** Its last line is that of the file, as "*** End of File" says. */
  readonly atEnd?: true;
}

/** What a diff does to one file. Paths have no `a/` and `b/` any more. */
export interface FileDiff {
  /** Undefined where the file is new, or where the diff names no file. */
  readonly oldPath: string | undefined;
  /** Undefined where the file is deleted, or where the diff names no file. */
  readonly newPath: string | undefined;
  readonly kind: 'changed' | 'created' | 'deleted' | 'renamed' | 'copied';
  readonly hunks: readonly Hunk[];
  /** What came last was cut off, and is none of the hunks. */
  readonly cutOff?: true;
}
