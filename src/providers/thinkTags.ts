/**
 * Splits a model's thinking from its answer by the marks that models set around it, whatever the stream's chunking,
 * and takes out what is left over of their templates.
 * Servers that do not know a model's template leave the reasoning in the text like this. Templates of Qwen and
 * DeepSeek open the mark in the prompt, so the text may hold its end alone: what stood before it was thinking.
 * Thinking stands before the answer, or as a paragraph of its own; a tag within a sentence is part of what the answer
 * is about, and so is one in code or in quotes. Blanks before the answer are dropped.
 */
import { CodeSpans } from './codeSpans';
import { bareEndAt, bareStart, bareThinking, longestMark, markAt, markStart, type Mark } from './thinkMarks';

/** Characters after a left-over that must be of its kind, for it to be at the end. */
const endLength = 64;

const leftOver = String.raw`\s|</?s>|<[|｜][\w▁]{1,40}[|｜]>|<(?:eos|eod|bos|pad|end_of_turn|start_of_turn|end_of_utterance)>`;
const leftOvers = new RegExp(`^(?:${leftOver})*$`);
const mayBeLeftOvers = new RegExp(`^(?:${leftOver})*(?:<[^<>]{0,40})?$`);

export interface SplitText {
  readonly answer: string;
  readonly thinking: string;
  /** All that earlier calls gave as answer was thinking. */
  readonly relabelled: boolean;
}

export class ThinkTagSplitter {
  private thinks = false;
  /** Nothing of the answer has come yet, or since the last thinking before it. */
  private fresh = true;
  /** A block has ended: another lone end of one would be part of the answer. */
  private thought = false;
  /** An opening mark stands in the answer as a part of it: so does the end that belongs to it. */
  private quotes = false;
  /** Opening marks within thinking that have no end yet: theirs may follow after the end of the block. */
  private unended = 0;
  /** The model's turn has ended, and nothing has come since. */
  private turnEnded = false;
  /** A turn began in the middle of the answer: templates are what it is about. */
  private showsTurns = false;
  /** Somebody else's turn has begun, which the model invents: nothing of it is the answer. */
  private over = false;
  /** The answer so far was given by earlier calls. */
  private given = false;
  /** Text of which it is not known yet what it is; never longer than two marks. */
  private held = '';
  /** The last characters of the answer. */
  private before = '';
  /** What the text begins with, as long as that may be a word for thinking. */
  private first = '';
  private readonly code = new CodeSpans();
  private answer: string[] = [];
  private thinking: string[] = [];
  private relabelled = false;

  push(text: string): SplitText {
    if (this.first.length < bareThinking.length)
      this.first = (this.first + text.slice(0, longestMark)).trimStart().slice(0, bareThinking.length);
    this.read(this.held + text, false);
    return this.take();
  }

  /** What was held back when the stream ended. */
  end(): SplitText {
    this.read(this.held, true);
    return this.take();
  }

  /** The text may be thinking whose marks a server took out, up to a word that begins the answer. */
  private get isBare(): boolean {
    return this.first === bareThinking && !this.thought;
  }

  private take(): SplitText {
    const { relabelled } = this;
    const [answer, thinking] = [this.answer.join(''), this.thinking.join('')];
    this.given = (this.given && !relabelled) || answer !== '';
    this.answer = [];
    this.thinking = [];
    this.relabelled = false;
    return { answer, thinking, relabelled };
  }

  /** Reads as far as it is known what the text is, and holds the rest. */
  private read(text: string, ended: boolean): void {
    if (this.over) return;
    const { source } = markStart;
    const starts = new RegExp(this.isBare ? `${source}|${bareStart.source}` : source, 'gi');
    let from = 0;
    for (let start = starts.exec(text); start; start = starts.exec(text)) {
      const at = start.index;
      this.give(text.slice(from, at));
      from = at;
      const known = this.markHere(text, at, ended);
      if (known === 'wait') {
        this.held = text.slice(at);
        return;
      }
      if (!known) continue;
      this.obey(known);
      if (this.over) {
        this.held = '';
        return;
      }
      from = at + known.length;
      starts.lastIndex = from;
    }
    this.give(text.slice(from));
    this.held = '';
  }

  /** The mark at a place, if it is meant as one there. */
  private markHere(text: string, at: number, ended: boolean): Mark | 'wait' | undefined {
    const bare = this.isBare && /a/i.test(text.charAt(at));
    const mark = bare ? bareEndAt(text, at, ended) : markAt(text, at, ended);
    if (mark === undefined || mark === 'wait') return mark;
    this.code.settle();
    const after = at + mark.length;
    const coded = this.isCode(text, after, ended);
    if (coded === 'wait') return 'wait';
    if (coded || (mark.type === 'drop' && mark.last)) return this.atVeryEnd(mark, text, after, ended);
    const lone = mark.type === 'close' && this.thought && this.unended === 0;
    if (this.thinks || mark.type === 'drop') return mark;
    if (mark.sure) return lone ? { type: 'drop', length: mark.length, last: false } : mark;
    const quoted = this.isQuoted(text, after, ended);
    if (quoted === 'wait') return 'wait';
    if (mark.type === 'close') {
      return !quoted && !this.quotes && !lone ? mark : undefined;
    }
    if (!quoted && this.opensHere()) return mark;
    this.quotes = true;
    return undefined;
  }

  /** What is left over of a template at the very end is no part of code that was never closed, either. */
  private atVeryEnd(mark: Mark, text: string, after: number, ended: boolean): Mark | 'wait' | undefined {
    if (mark.type !== 'drop') return undefined;
    const rest = text.slice(after, after + endLength);
    if (ended && leftOvers.test(rest)) return mark;
    return !ended && rest.length < endLength && mayBeLeftOvers.test(rest) ? 'wait' : undefined;
  }

  private isCode(text: string, after: number, ended: boolean): boolean | 'wait' {
    // Thinking is not laid out for anybody: a fence that it leaves open would hide its end.
    if (this.code.fenced) return !this.thinks;
    const { openTicks } = this.code;
    if (openTicks === 0) return false;
    const ahead = text.slice(after, after + longestMark);
    const line = ahead.split('\n', 1)[0]!;
    if (closesIn(line, openTicks, ended || line.length < ahead.length)) return true;
    const open = line.length === ahead.length && ahead.length < longestMark && !ended;
    return open ? 'wait' : false;
  }

  private isQuoted(text: string, after: number, ended: boolean): boolean | 'wait' {
    const quote = /["'“‘]$/.exec(this.before)?.[0];
    if (quote === undefined) return false;
    if (after >= text.length) return ended ? false : 'wait';
    return /["'”’]/.test(text[after]!);
  }

  /** A block of thinking begins a text or a paragraph, or stands between two sentences. */
  private opensHere(): boolean {
    return this.fresh || this.code.lineStart || /[.!?]\s{1,3}$/.test(this.before);
  }

  private obey(mark: Mark): void {
    if (mark.type === 'drop') {
      if (mark.turn === 'ends') this.turnEnded = !this.fresh;
      else if (mark.turn && !this.fresh) this.turnBegins(mark.turn);
      return;
    }
    if (mark.type === 'open') {
      if (this.thinks) this.unended++;
      // The answer has begun: no end that stands alone makes thinking of it any more.
      else if (!this.fresh) [this.thought, this.unended] = [true, 0];
      this.thinks = true;
      this.code.reset();
      return;
    }
    if (!this.thinks) {
      // All of it was thinking: of this call's text, and of what was given before.
      this.thinking.push(this.answer.join(''));
      this.answer = [];
      this.relabelled ||= this.given;
      if (this.unended > 0) this.unended--;
      this.fresh = true;
    }
    this.thinks = false;
    this.thought = true;
    this.before = '';
    this.code.reset();
  }

  /** In the middle of the answer. */
  private turnBegins(turn: 'own' | 'other'): void {
    if (!this.turnEnded) this.showsTurns = true;
    else if (turn === 'other' && !this.showsTurns) this.over = true;
  }

  /** Gives text that is no mark. */
  private give(text: string): void {
    if (this.turnEnded && /\S/.test(text)) this.turnEnded = false;
    if (this.thinks) {
      if (text !== '') this.thinking.push(text);
      this.code.push(text);
      return;
    }
    const told = this.fresh ? text.trimStart() : text;
    if (told === '') return;
    this.fresh = false;
    this.answer.push(told);
    this.code.push(told);
    this.before = (this.before + told.slice(-8)).slice(-8);
  }
}

/** A run of exactly so many backticks is in the line. */
function closesIn(line: string, ticks: number, whole: boolean): boolean {
  for (let at = line.indexOf('`'); at >= 0; at = line.indexOf('`', at)) {
    const from = at;
    while (line[at] === '`') at++;
    // A run at the end may go on.
    if (at - from === ticks && (whole || at < line.length)) return true;
  }
  return false;
}
