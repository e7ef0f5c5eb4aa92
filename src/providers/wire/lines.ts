/** Lines of a stream, each of bounded length: a line that never ends must not fill the memory. */

/** Characters of one line that are taken in; more than a whole answer in one piece has. */
export const mostOfLine = 2 ** 20;

export interface Line {
  readonly text: string;
  /** The line went on beyond what is taken in; nothing is read after it. */
  readonly cut: boolean;
  /** The stream ended in it, with no line break. */
  readonly last: boolean;
}

/** Splits at LF, CR LF and CR, as server-sent events want it. Time and memory grow linearly however the text comes. */
export async function* linesOf(texts: AsyncIterable<string>, most = mostOfLine): AsyncGenerator<Line> {
  let parts: string[] = [];
  let length = 0;
  let afterReturn = false;
  for await (const text of texts) {
    let from = afterReturn && text.startsWith('\n') ? 1 : 0;
    if (text !== '') afterReturn = text.endsWith('\r');
    const breaks = /\r\n|\n|\r/g;
    breaks.lastIndex = from;
    for (let found = breaks.exec(text); found; found = breaks.exec(text)) {
      parts.push(text.slice(from, found.index));
      const line = parts.join('');
      yield { text: line.slice(0, most), cut: line.length > most, last: false };
      if (line.length > most) return;
      parts = [];
      length = 0;
      from = breaks.lastIndex;
    }
    if (from >= text.length) continue;
    parts.push(text.slice(from));
    length += text.length - from;
    if (length <= most) continue;
    yield { text: parts.join('').slice(0, most), cut: true, last: false };
    return;
  }
  if (length > 0) yield { text: parts.join(''), cut: false, last: true };
}
