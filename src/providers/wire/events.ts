/**
 * Server-sent events of a response, read here and not by the packages: theirs take in an event of any length, pass on
 * whatever JSON it holds, and neither tell a page of a proxy from a stream nor say what it was.
 */
import { textOf } from './body';
import { isFields, jsonOf, jsonOfStart, type Fields } from './json';
import { linesOf, mostOfLine, type Line } from './lines';

export type ServerEvent =
  | {
      readonly type: 'event';
      /** As the server names it; empty where it does not. */
      readonly name: string;
      readonly value: Fields;
      /** The event was longer than what is taken in; it is the last. */
      readonly cut: boolean;
    }
  /** The server says that the stream is complete. */
  | { readonly type: 'done' }
  /** An event without content, or a number of comments and blank lines: the server lives, and says nothing. */
  | { readonly type: 'idle' }
  /** An event that holds no JSON object. */
  | { readonly type: 'garbage'; readonly name: string; readonly text: string }
  /** The body is no stream; a bounded part of it. */
  | { readonly type: 'document'; readonly text: string };

/** What a line of a stream begins with; llama.cpp writes what went wrong behind a name of its own. */
const field = /^\s{0,9}(?:(?:data|event|id|retry|error)?:|(?:data|event|id|retry)$)/i;
/** Signs of life, in place of comments: `data: keep-alive`. */
const life = /^\W{0,9}(?:ping|pong|keep[-_ ]?alive|heartbeat)\W{0,9}$/i;
/** Whatever else says that the stream is complete: `[DONE]`, `[done]`, `"[DONE]"`, `<DONE>`, `[END]`. */
const doneText = /^"?[[<]?(?:done|end)[\]>]?"?$/i;
/** The same as the name of an event, with nothing in it. */
const doneName = /^(?:done|end|complete|completed|finish|finished)$/i;
/** Characters in front of a colon that may be the name of a field. */
const longestKey = 50;
/** Begins each object of a sequence of JSON texts. */
const recordSeparator = /^\x1e/;
/** Characters of a body that is no stream; a whole answer fits. */
const mostOfDocument = mostOfLine;
/** Characters of an event that is no JSON; whoever tells of it shows fewer. */
const mostOfGarbage = 2_000;
/** Lines without an event after which `idle` is told. */
const idleLines = 1_000;

/** Ends with the body. @throws whatever breaks the connection. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  const lines = linesOf(textOf(response.body));
  const blank = new Blanks();
  for await (const line of lines) {
    if (line.text.trim() === '') {
      yield* blank.one();
      continue;
    }
    yield* field.test(line.text) ? framed(line, lines) : plain(line, lines);
    return;
  }
}

/** Lines that say nothing, of which every so many are told. */
class Blanks {
  private count = 0;

  *one(): Generator<ServerEvent> {
    if (++this.count % idleLines === 0) yield { type: 'idle' };
  }
}

async function* framed(first: Line, rest: AsyncIterable<Line>): AsyncGenerator<ServerEvent> {
  const frame = new Frame();
  yield* frame.take(first);
  if (frame.cut) return;
  for await (const line of rest) {
    yield* frame.take(line);
    if (frame.cut) return;
  }
  // Servers forget the blank line after the last event.
  yield* frame.end();
}

/** Puts the lines of server-sent events together. */
class Frame {
  /** An event was longer than what is taken in; nothing is read after it. */
  cut = false;
  private name = '';
  private data: string[] = [];
  private length = 0;
  private readonly silent = new Blanks();

  *take(line: Line): Generator<ServerEvent> {
    const { key, value } = fieldOf(line.text);
    if (key === 'event') this.name = value.slice(0, 100);
    if (key === 'error') this.name = key;
    if (key === 'data' || key === 'error') {
      this.data.push(value);
      this.length += value.length + 1;
    }
    this.cut = line.cut || this.length > mostOfLine;
    if (this.cut || line.text === '') yield* this.dispatch(false);
    else yield* this.silent.one();
  }

  *end(): Generator<ServerEvent> {
    yield* this.dispatch(true);
  }

  private *dispatch(atEnd: boolean): Generator<ServerEvent> {
    const { name, data } = this;
    [this.name, this.data, this.length] = ['', [], 0];
    if (data.length > 0) yield* dispatched(name, data, this.cut, atEnd);
    else if (doneName.test(name)) yield { type: 'done' };
    else yield* this.silent.one();
  }
}

/** Objects on lines of their own, which some gateways send without a frame; or a document, whatever it is. */
async function* plain(first: Line, rest: AsyncIterable<Line>): AsyncGenerator<ServerEvent> {
  const texts = [first.text];
  let length = first.text.length;
  const isObject = !first.cut && isFields(jsonOf(first.text.replace(recordSeparator, '')));
  if (!first.cut) {
    for await (const line of rest) {
      // A whole object, and something after it.
      if (isObject && line.text.trim() !== '') return yield* inLines(first, line, rest);
      texts.push(line.text);
      // Its break counts: blank lines without end are text without end.
      length += line.text.length + 1;
      if (line.cut || length > mostOfDocument) break;
    }
  }
  yield { type: 'document', text: texts.join('\n').slice(0, mostOfDocument) };
}

async function* inLines(first: Line, second: Line, rest: AsyncIterable<Line>): AsyncGenerator<ServerEvent> {
  const silent = new Blanks();
  yield* dispatched('', [first.text], false, false);
  yield* dispatched('', [second.text], second.cut, second.last);
  if (second.cut) return;
  for await (const line of rest) {
    if (line.text.trim() === '') yield* silent.one();
    else yield* dispatched('', [line.text], line.cut, line.last);
    if (line.cut) return;
  }
}

function fieldOf(line: string): { key: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { key: line.trim().toLowerCase(), value: '' };
  const key = line.slice(0, Math.min(colon, longestKey)).trimStart().toLowerCase();
  return { key, value: line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1) };
}

function* dispatched(
  name: string,
  data: readonly string[],
  cut: boolean,
  atEnd: boolean,
): Generator<ServerEvent> {
  const whole = data.join('\n').trim();
  const one = eventOf(name, whole, cut);
  // Some servers leave out the blank lines between events.
  const several = one.type === 'garbage' && data.length > 1;
  for (const event of several ? data.map((part) => eventOf(name, part.trim(), false)) : [one]) {
    // Half an event is a stream that broke off, and not another language.
    if (event.type === 'garbage' && atEnd && isHalf(event.text)) continue;
    yield event;
  }
}

function eventOf(name: string, written: string, cut: boolean): ServerEvent {
  // Gateways wrap what is wrapped already.
  const text = written.replace(recordSeparator, '').replace(/^(?:data: {0,3}){1,9}/, '');
  if (doneText.test(text) || (doneName.test(name) && /^(?:null|\{\}|)$/.test(text))) return { type: 'done' };
  if (text === '' || text === 'null') return { type: 'idle' };
  const value = cut ? jsonOfStart(text) : jsonOf(text);
  if (!isFields(value) && (life.test(name) || life.test(text))) return { type: 'idle' };
  if (!isFields(value)) return { type: 'garbage', name, text: text.slice(0, mostOfGarbage) };
  return { type: 'event', name, value, cut };
}

function isHalf(text: string): boolean {
  return text.startsWith('{') && isFields(jsonOfStart(text));
}
