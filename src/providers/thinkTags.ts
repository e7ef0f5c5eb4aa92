/**
 * Splits `<think>…</think>` at the head of a model's text from its answer, whatever the stream's chunking.
 * Servers that do not know a model's template leave the reasoning in the text like this. Templates of Qwen and
 * DeepSeek open the tag in the prompt, so the text may hold its end alone: what stood before it was thinking.
 * Only blocks before the answer count: further on, a tag is part of what the answer is about, and so is one in
 * quotes. Blanks before the answer are dropped.
 */
const open = '<think>';
const close = '</think>';

export interface SplitText {
  readonly answer: string;
  readonly thinking: string;
  /** All that earlier calls gave as answer was thinking. */
  readonly relabelled: boolean;
}

/** `unsure`: taken for the answer, until the end of a think block shows that it was none. */
type State = 'head' | 'thinking' | 'unsure' | 'answer';

export class ThinkTagSplitter {
  private state: State = 'head';
  /** Text that may yet turn out to be a tag. */
  private held = '';
  /** A block has ended: another lone end of one would be part of the answer. */
  private thought = false;
  /** The last character given as answer. */
  private last = '';
  private answer = '';
  private thinking = '';
  private relabelled = false;

  push(text: string): SplitText {
    this.held += text;
    while (this.held !== '' && this.step());
    return this.take();
  }

  /** What was held back when the stream ended. */
  end(): SplitText {
    if (this.state === 'thinking') this.thinking += this.held;
    else this.answer += this.held;
    this.held = '';
    return this.take();
  }

  private take(): SplitText {
    const { answer, thinking, relabelled } = this;
    this.answer = '';
    this.thinking = '';
    this.relabelled = false;
    return { answer, thinking, relabelled };
  }

  /** Takes what is known from the held text; false when that waits for more of it. */
  private step(): boolean {
    switch (this.state) {
      case 'head':
        return this.atHead();
      case 'thinking':
        return this.inThinking();
      case 'unsure':
        return this.inUnsure();
      case 'answer':
        this.answer += this.cut(this.held.length);
        return true;
    }
  }

  private atHead(): boolean {
    const body = this.held.trimStart();
    if (body.startsWith(open)) {
      this.held = body.slice(open.length);
      this.state = 'thinking';
      return true;
    }
    if (open.startsWith(body)) return false;
    this.held = body;
    this.state = this.thought ? 'answer' : 'unsure';
    return true;
  }

  private inThinking(): boolean {
    const end = this.held.indexOf(close);
    this.thinking += this.cut(end < 0 ? this.held.length - tagPrefixAtEnd(this.held) : end);
    return end >= 0 && this.endBlock();
  }

  private inUnsure(): boolean {
    const tag = this.held.search(/<\/?think>/);
    const sure = tag < 0 ? this.held.length - tagPrefixAtEnd(this.held) : tag;
    const before = this.held.slice(0, sure);
    const quoted = /[`"']$/.test(before || this.last);
    if (tag >= 0 && this.held.startsWith(close, tag) && !quoted) {
      this.relabelled = this.last !== '';
      this.thinking += this.cut(sure);
      return this.endBlock();
    }
    this.answer += this.cut(sure);
    this.last = before.slice(-1) || this.last;
    if (tag >= 0) this.state = 'answer';
    return tag >= 0;
  }

  private endBlock(): boolean {
    this.cut(close.length);
    this.thought = true;
    this.state = 'head';
    return true;
  }

  private cut(length: number): string {
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    return text;
  }
}

/** Length of the longest end of `text` that either tag begins with. */
function tagPrefixAtEnd(text: string): number {
  for (let length = Math.min(close.length - 1, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if (close.startsWith(end) || open.startsWith(end)) return length;
  }
  return 0;
}
