/** Text as lines that keep their ends, and where a run of lines stands in another. */

export interface TextLine {
  readonly text: string;
  /** `\n`, `\r\n`, or nothing at the end of the text. */
  readonly eol: string;
}

/** The lines of a text; joined again they are the text. None of an empty one. */
export function textLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if (end < 0) {
      lines.push({ text: text.slice(start), eol: '' });
      break;
    }
    const crlf = text[end - 1] === '\r' && end > start;
    lines.push({ text: text.slice(start, crlf ? end - 1 : end), eol: crlf ? '\r\n' : '\n' });
    start = end + 1;
  }
  return lines;
}

/** How a text ends its lines: as most of its first ones do. */
export function endOfLine(text: string): '\n' | '\r\n' {
  const start = text.slice(0, 10_000);
  const crlf = start.split('\r\n').length - 1;
  return crlf * 2 > start.split('\n').length - 1 ? '\r\n' : '\n';
}

/** White space at the start of a line. */
export function indentationOf(line: string): string {
  return /^[ \t]*/.exec(line)![0];
}

/** How much of a line counts when lines are compared, strictest first. */
export const likenesses: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line.trimEnd(),
  (line) => line.trim().split(/\s+/).join(' '),
];

/** Numbers in place of lines, so that long ones are compared once. */
export class LineNumbers {
  private readonly ids = new Map<string, number>();

  of(lines: readonly string[], like: (line: string) => string): number[] {
    return lines.map((line) => {
      const key = like(line);
      const id = this.ids.get(key) ?? this.ids.size;
      this.ids.set(key, id);
      return id;
    });
  }
}

/** Every place where `wanted` stands in `lines`, in order, overlapping ones too; linear (Knuth, Morris, Pratt). */
export function placesOf(wanted: readonly number[], lines: readonly number[]): number[] {
  if (wanted.length === 0) return [];
  const border = [0];
  for (let i = 1, length = 0; i < wanted.length; i++) {
    while (length > 0 && wanted[i] !== wanted[length]) length = border[length - 1]!;
    if (wanted[i] === wanted[length]) length++;
    border.push(length);
  }
  const places: number[] = [];
  for (let i = 0, length = 0; i < lines.length; i++) {
    while (length > 0 && lines[i] !== wanted[length]) length = border[length - 1]!;
    if (lines[i] === wanted[length]) length++;
    if (length < wanted.length) continue;
    places.push(i + 1 - length);
    length = border[length - 1]!;
  }
  return places;
}

/** Words that lines of any code share. */
const common = /^(?:await|async|const|let|var|new|return|self|this|public|private|static|def|function)$/;

/** One is the other, changed: half of their words, or another share of them, are the same. */
export function areAlike(a: string, b: string, share = 0.5): boolean {
  const words = (line: string) =>
    new Set(
      (line.slice(0, 500).match(/\w+/g) ?? [])
        .map((word) => word.toLowerCase())
        .filter((word) => !common.test(word)),
    );
  const [one, other] = [words(a), words(b)];
  const same = [...one].filter((word) => other.has(word)).length;
  return same > 0 && same * 2 >= share * (one.size + other.size);
}
