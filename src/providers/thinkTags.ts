/**
 * Splits `<think>…</think>` at the head of a model's text from its answer, whatever the stream's chunking.
 * Servers that do not know a model's template leave the reasoning in the text like this. Only blocks before
 * the answer count: further on, the tag is part of what the answer is about. Blanks before the answer are dropped.
 */
const open = '<think>';
const close = '</think>';

export interface SplitText {
  readonly answer: string;
  readonly thinking: string;
}

export class ThinkTagSplitter {
  private state: 'head' | 'thinking' | 'answer' = 'head';
  /** Text that may yet turn out to be a tag. */
  private held = '';

  push(text: string): SplitText {
    if (this.state === 'answer') return { answer: text, thinking: '' };
    this.held += text;
    let answer = '';
    let thinking = '';
    while (this.held !== '' && this.state !== 'answer') {
      if (this.state === 'head') {
        const body = this.held.trimStart();
        if (body.startsWith(open)) {
          this.held = body.slice(open.length);
          this.state = 'thinking';
        } else if (open.startsWith(body)) {
          break;
        } else {
          answer = body;
          this.held = '';
          this.state = 'answer';
        }
      } else {
        const end = this.held.indexOf(close);
        const known = end >= 0 ? end : this.held.length - tagPrefixAtEnd(this.held);
        thinking += this.held.slice(0, known);
        if (end < 0) {
          this.held = this.held.slice(known);
          break;
        }
        this.held = this.held.slice(end + close.length);
        this.state = 'head';
      }
    }
    return { answer, thinking };
  }

  /** What was held back when the stream ended. */
  end(): SplitText {
    const rest = this.held;
    this.held = '';
    return this.state === 'thinking' ? { answer: '', thinking: rest } : { answer: rest, thinking: '' };
  }
}

/** Length of the longest end of `text` that `</think>` begins with. */
function tagPrefixAtEnd(text: string): number {
  for (let length = Math.min(close.length - 1, text.length); length > 0; length--) {
    if (close.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
