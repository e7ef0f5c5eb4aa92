/** Text of any width into lines of a fixed one, as it streams in. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Controls but line feed and tab, and marks that reorder what is read: a model must not move the cursor. */
const unsafe = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

/** The text with nothing in it that a terminal would act on. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(unsafe, '').replaceAll('\t', '    ');
}

/** JSON without anything that a terminal would act on; it reads as the same value. */
export function printableJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(unsafe, escaped);
}

/** Columns that a printable text takes. */
export function columns(text: string): number {
  return stringWidth(text);
}

/**
 * Breaks lines at blanks, and between the characters of scripts written without blanks. Indentation and empty
 * lines stay; a word longer than a line is cut. The last character is held back until it is known to be whole.
 */
export class Flow {
  #held = '';
  #word = '';
  #wordWidth = 0;
  #blanks = 0;
  #column = 0;
  #started = false;

  /**
   * @param width columns of a whole line, prefix included
   * @param prefix stands before every line
   */
  constructor(
    private readonly width: number,
    private readonly prefix: string,
  ) {}

  /** What can be printed by now. */
  push(text: string): string {
    const all = this.#held + text;
    // The first half of a surrogate pair says nothing yet about where the character before it ends.
    const known = /[\ud800-\udbff]$/.test(all) ? all.slice(0, -1) : all;
    const whole = [...graphemes.segment(known)].map(({ segment }) => segment);
    this.#held = (whole.pop() ?? '') + all.slice(known.length);
    return whole.map((grapheme) => this.#take(grapheme)).join('');
  }

  /** The rest, and the end of the last line. */
  end(): string {
    const rest = [...graphemes.segment(this.#held)].map(({ segment }) => this.#take(segment)).join('');
    this.#held = '';
    return rest + this.#endWord() + (this.#started ? this.#endLine() : '');
  }

  get #room(): number {
    return Math.max(8, this.width - columns(this.prefix));
  }

  #take(raw: string): string {
    const grapheme = printable(raw);
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
    const width = columns(grapheme);
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
  const flow = new Flow(width, prefix);
  return flow.push(text) + flow.end();
}

/** The text cut to `width` columns, with an ellipsis where something is missing. */
export function fitted(text: string, width: number): string {
  const line = printable(text).replaceAll('\n', ' ');
  if (columns(line) <= width) return line;
  let cut = '';
  for (const { segment } of graphemes.segment(line)) {
    if (columns(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}
