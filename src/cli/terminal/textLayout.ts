/** Text of any width into lines of a fixed one, as it streams in. */
import stripAnsi from 'strip-ansi';
import { hidingSigns } from '../../der/text/unseen';
import { graphemeEnd, graphemeWidth } from './graphemes';

/** The text with nothing in it that a terminal would act on. */
export function printable(text: string): string {
  return stripAnsi(text).replace(hidingSigns, '').replaceAll('\t', '    ');
}

/** Whatever `printable` would change; one of these is enough. */
const cleaned = new RegExp(`${hidingSigns.source}|\\t`, 'u');

/** JSON without anything that a terminal would act on; it reads as the same value. */
export function printableJson(value: unknown): string {
  const unit = (half: string) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(hidingSigns, (sign) => sign.split('').map(unit).join(''));
}

/** Columns that a printable text takes. */
export function columns(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length;) {
    const end = graphemeEnd(text, at);
    width += graphemeWidth(text.slice(at, end));
    at = end;
  }
  return width;
}

/**
 * Breaks lines at blanks, and between the characters of scripts written without blanks. Indentation and empty
 * lines stay; a word longer than a line is cut. The last character is held back until it is known to be whole.
 */
export class LineWrapper {
  #held = '';
  #word = '';
  #wordWidth = 0;
  #blanks = 0;
  #column = 0;
  #started = false;
  /** Columns of a line beside its prefix. */
  readonly #room: number;

  /**
   * @param width columns of a whole line, prefix included
   * @param prefix stands before every line
   */
  constructor(
    width: number,
    private readonly prefix: string,
  ) {
    this.#room = Math.max(8, width - columns(prefix));
  }

  /** What can be printed by now. */
  push(text: string): string {
    const all = this.#held + text;
    // The first half of a surrogate pair says nothing yet about where the character before it ends.
    const known = /[\ud800-\udbff]$/.test(all) ? all.slice(0, -1) : all;
    let printed = '';
    let at = 0;
    for (let end = 0; at < known.length; at = end) {
      end = graphemeEnd(known, at);
      if (end === known.length) break;
      printed += this.#take(known.slice(at, end));
    }
    this.#held = all.slice(at);
    return printed;
  }

  /** The rest, and the end of the last line. */
  end(): string {
    let rest = '';
    for (let at = 0, end = 0; at < this.#held.length; at = end) {
      end = graphemeEnd(this.#held, at);
      rest += this.#take(this.#held.slice(at, end));
    }
    this.#held = '';
    return rest + this.#endWord() + (this.#started ? this.#endLine() : '');
  }

  #take(raw: string): string {
    const grapheme = cleaned.test(raw) ? printable(raw) : raw;
    if (grapheme === '') return '';
    if (grapheme === '\n') {
      const word = this.#endWord();
      return word + (this.#started ? '' : this.prefix.trimEnd()) + this.#endLine();
    }
    if (grapheme.trim() === '') {
      const word = this.#endWord();
      this.#blanks += grapheme.length;
      return word;
    }
    const width = graphemeWidth(grapheme);
    if (width > 1) return this.#endWord() + this.#put(grapheme, width);
    const cut = this.#wordWidth + width > this.#room ? this.#endWord() : '';
    this.#word += grapheme;
    this.#wordWidth += width;
    return cut;
  }

  #endWord(): string {
    if (this.#word === '') return '';
    const text = this.#put(this.#word, this.#wordWidth);
    this.#word = '';
    this.#wordWidth = 0;
    return text;
  }

  /** Places a piece that must not be broken, on a new line where it does not fit. */
  #put(piece: string, width: number): string {
    let text = '';
    if (this.#started && this.#column + this.#blanks + width > this.#room) text += this.#endLine();
    text += this.#startLine();
    const blanks = Math.min(this.#blanks, Math.max(0, this.#room - width));
    this.#blanks = 0;
    this.#column += blanks + width;
    return text + ' '.repeat(blanks) + piece;
  }

  #startLine(): string {
    if (this.#started) return '';
    this.#started = true;
    return this.prefix;
  }

  #endLine(): string {
    this.#started = false;
    this.#column = 0;
    this.#blanks = 0;
    return '\n';
  }
}

/** A whole text in lines of at most `width` columns. Ends with a line feed unless it is empty. */
export function wrapped(text: string, width: number, prefix = ''): string {
  const wrapper = new LineWrapper(width, prefix);
  return wrapper.push(text) + wrapper.end();
}

/** The text cut to `width` columns, with an ellipsis where something is missing. */
export function fitted(text: string, width: number): string {
  const line = printable(text).replaceAll('\n', ' ');
  let used = 0;
  /** Where the part ends that leaves room for the ellipsis. */
  let cut = 0;
  for (let at = 0, end = 0; at < line.length; at = end) {
    end = graphemeEnd(line, at);
    used += graphemeWidth(line.slice(at, end));
    if (used > width) return `${line.slice(0, cut)}…`;
    if (used < width) cut = end;
  }
  return line;
}
