/**
 * The thinking of IBM's Granite, which says in plain words where it begins and ends: "Here is my thought process:" at
 * the start, and "Here is my response:" on a line of its own. Any other model may mean these words as they stand.
 */

/** Whether a model of this name says so. */
export function isGranite(model: string): boolean {
  return /(?<![a-z])granite/i.test(model);
}

const beginning = /^\s{0,40}(?:\*\*)?here(?:['’]s| is) my thought process:?(?:\*\*)?/i;
const ending = /(?:^|\n)[ \t]{0,20}(?:\*\*)?here(?:['’]s| is) my response:?(?:\*\*)?/i;
/** Characters that either of them has at most. */
const longest = 80;

export class GraniteSplitter {
  private state: 'begins' | 'thinks' | 'answers' = 'begins';
  private held = '';

  push(text: string): { readonly answer: string; readonly thinking: string } {
    return this.read(this.held + text, false);
  }

  /** What was held back when the stream ended. */
  end(): { readonly answer: string; readonly thinking: string } {
    return this.read(this.held, true);
  }

  private read(text: string, ended: boolean): { readonly answer: string; readonly thinking: string } {
    this.held = '';
    if (this.state === 'begins') {
      if (text.length < longest && !ended && mayBegin(text)) return this.hold(text, '');
      const found = beginning.exec(text);
      this.state = found ? 'thinks' : 'answers';
      return found ? this.read(text.slice(found[0].length), ended) : { answer: text, thinking: '' };
    }
    if (this.state === 'answers') return { answer: text, thinking: '' };
    const end = ending.exec(text);
    const isWhole = end && (ended || !/^(?:\*|:\*?)?$/.test(text.slice(end.index + end[0].length)));
    if (end && isWhole) {
      this.state = 'answers';
      return { answer: text.slice(end.index + end[0].length), thinking: text.slice(0, end.index) };
    }
    // A line that has just begun may be the end.
    const line = ended ? text.length : Math.max(text.lastIndexOf('\n'), 0);
    return text.length - line < longest
      ? this.hold(text.slice(line), text.slice(0, line))
      : { answer: '', thinking: text };
  }

  private hold(held: string, thinking: string): { readonly answer: string; readonly thinking: string } {
    this.held = held;
    return { answer: '', thinking };
  }
}

const words = ["here's my thought process:", 'here is my thought process:'];

function mayBegin(text: string): boolean {
  const begun = text
    .trimStart()
    .replace(/^\*{1,2}/, '')
    .replaceAll('’', "'")
    .toLowerCase();
  return words.some(
    (all) => all.startsWith(begun) || (begun.startsWith(all) && begun.length <= all.length + 2),
  );
}
