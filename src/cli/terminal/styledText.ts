/** The page's style: headings, notes, labelled rows, bars; in lines of the page's width, painted or plain. */
import { createColors } from 'picocolors';
import { quality } from '../../der/core/format';
import { Fences } from './fences';
import { columns, fitted, printable, wrapped } from './textLayout';

export interface TextStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

export type Tone = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

const narrowest = 40;
/** Longer lines are hard to read, however wide the terminal is. */
const widest = 100;
const labelWidth = 10;
const indent = '  ';
const longestBar = 24;

export class StyledText {
  readonly width: number;
  readonly #paint;

  constructor({ width, color }: TextStyle) {
    this.width = Math.max(narrowest, Math.min(width, widest));
    this.#paint = createColors(color);
  }

  /** The text in a tone that ends with each line, so that what is cut by line stays whole. */
  painted(tone: Tone, text: string): string {
    return text.replace(/[^\n]+/g, (line) => this.#paint[tone](line));
  }

  /** Text across the page. */
  lines(tone: Tone, text: string): string {
    return this.painted(tone, wrapped(text, this.width));
  }

  heading(title: string): string {
    const text = fitted(title, this.width - 6);
    const rule = '─'.repeat(Math.max(0, this.width - columns(text) - 4));
    return `${this.#paint.cyan('──')} ${this.#paint.bold(text)} ${this.#paint.cyan(rule)}\n`;
  }

  note(text: string, tone: Tone = 'dim'): string {
    return this.painted(tone, wrapped(text, this.width, indent));
  }

  /** Phrases behind a label. */
  row(label: string, phrases: readonly string[]): string {
    const lines = wrapped(phrases.join(' · '), this.width, ' '.repeat(labelWidth));
    return this.painted('dim', `${indent}${label}`.padEnd(labelWidth) + lines.slice(labelWidth));
  }

  /** A numbered bar for a value in [0, 1] with a mark, the value beside it and a remark behind. */
  bar(number: number, value: number, mark: number, remark: string): string {
    const length = Math.max(12, Math.min(longestBar, this.width - 38));
    const filled = Math.round(value * length);
    const marked = Math.min(length - 1, Math.round(mark * length));
    const cells = Array.from({ length }, (_, cell) => (cell === marked ? '┃' : cell < filled ? '█' : '░'));
    const left = `${' '.repeat(labelWidth)}${String(number).padStart(2)} `;
    const bar = this.painted(value >= mark ? 'green' : 'yellow', cells.join(''));
    const rest = fitted(remark, this.width - columns(left) - length - 6);
    return `${left}${bar} ${quality(value)} ${this.painted('dim', rest)}`.trimEnd() + '\n';
  }

  /** Text to be copied: prose in lines of the page, fenced code as it is. */
  verbatim(text: string): string {
    const fences = new Fences();
    const line = (content: string): string =>
      fences.holds(content) || content === '' ? `${content}\n` : wrapped(content, this.width);
    return printable(text.trim()).split('\n').map(line).join('');
  }
}
