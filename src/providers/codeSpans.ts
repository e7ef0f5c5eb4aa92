/**
 * Whether a place in a text that is still coming is within code: a fenced block, or between backticks on one line.
 * Follows Markdown as far as that takes no looking back, in constant memory.
 */

interface Fence {
  readonly character: string;
  readonly length: number;
}

export class CodeSpans {
  private fence: Fence | undefined;
  /** The line that opened the fence is still going on: more backticks would make it no fence. */
  private opening = false;
  /** Length of the run of backticks that is open on this line; 0 where none is. */
  private ticks = 0;
  private run: { character: string; length: number; atStart: boolean } | undefined;
  /** Nothing but what may stand before a fence has come on this line. */
  private atLineStart = true;
  private indent = 0;

  get fenced(): boolean {
    return this.fence !== undefined && !this.opening;
  }

  /** Length of the run of backticks after which code may have begun on this line; 0 for none. */
  get openTicks(): number {
    return this.fence ? 0 : this.ticks;
  }

  /** Nothing but blanks stands before the place on its line. */
  get lineStart(): boolean {
    return this.atLineStart;
  }

  /** Takes in text that is part of the answer, and no mark. */
  push(text: string): void {
    for (let at = 0; at < text.length;) {
      const character = text[at]!;
      if (this.run && character !== this.run.character) this.endRun(character);
      if (character === '`' || character === '~') {
        if (this.run) this.run.length++;
        else this.run = { character, length: 1, atStart: this.atLineStart && this.indent <= 3 };
        this.atLineStart = false;
        at++;
      } else if (character === '\n') {
        this.endLine();
        at++;
      } else if (this.atLineStart) {
        if (character === ' ') this.indent++;
        // Quotations and lists may hold fences.
        else if (/[>*+\d.)-]/.test(character)) this.indent = 0;
        else if (character.trim() !== '') this.atLineStart = false;
        at++;
      } else {
        // Within a line nothing matters up to the next backtick or line break.
        at = nextSpecial(text, at);
      }
    }
  }

  /** A mark begins here, or the text ends: a run of backticks is over. */
  settle(): void {
    if (this.run) this.endRun('');
  }

  /** Another text begins. */
  reset(): void {
    this.fence = undefined;
    this.opening = false;
    this.ticks = 0;
    this.run = undefined;
    this.atLineStart = true;
    this.indent = 0;
  }

  private endRun(next: string): void {
    const { character, length, atStart } = this.run!;
    this.run = undefined;
    if (this.fence && !this.opening) {
      const closes = atStart && character === this.fence.character && length >= this.fence.length;
      if (closes && !/\w/.test(next)) this.fence = undefined;
    } else if (this.fence) {
      // Backticks within the line of the fence: it was code within the line.
      if (character === '`' && this.fence.character === '`') {
        this.ticks = length === this.fence.length ? 0 : this.fence.length;
        this.fence = undefined;
        this.opening = false;
      }
    } else if (atStart && length >= 3) {
      this.fence = { character, length };
      this.opening = true;
    } else if (character === '`') {
      this.ticks = this.ticks === 0 ? length : this.ticks === length ? 0 : this.ticks;
    }
  }

  private endLine(): void {
    this.opening = false;
    this.ticks = 0;
    this.atLineStart = true;
    this.indent = 0;
  }
}

function nextSpecial(text: string, from: number): number {
  const next = /[`~\n]/g;
  next.lastIndex = from;
  return next.exec(text)?.index ?? text.length;
}
