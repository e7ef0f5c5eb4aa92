/**
 * Server-sent events of a response, read here and not by the packages: theirs take in an event of any length, pass on
 * whatever JSON it holds, and neither tell a page of a proxy from a stream nor say what it was.
 */
import { textOf } from './body';
import { isFields, jsonOf, jsonOfStart, type Fields } from './json';
import { linesOf, mostOfLine } from './lines';

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
const field = /^(data|event|id|retry|error)?:|^(data|event|id|retry)$/;
/** Signs of life, in place of comments: `data: keep-alive`. */
const life = /^\W{0,9}(?:ping|pong|keep[-_ ]?alive|heartbeat)\W{0,9}$/i;
/** Characters of a body that is no stream; a whole answer fits. */
const mostOfDocument = mostOfLine;
/** Characters of an event that is no JSON; whoever tells of it shows fewer. */
const mostOfGarbage = 2_000;
/** Lines without an event after which `idle` is told. */
const idleLines = 1_000;

/** Ends with the body. @throws whatever breaks the connection. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  let name = '';
  let data: string[] = [];
  let length = 0;
  let idle = 0;
  let begun = false;
  let document: string[] | undefined;
  for await (const line of linesOf(textOf(response.body))) {
    const { text } = line;
    if (!begun && text.trim() !== '' && !field.test(text)) document = [];
    begun ||= text.trim() !== '';
    if (document) {
      document.push(text);
      // Its break counts: blank lines without end are text without end.
      length += text.length + 1;
      if (line.cut || length > mostOfDocument) break;
      continue;
    }
    const { key, value } = fieldOf(text);
    if (key === 'event') name = value.slice(0, 100);
    if (key === 'error') name = key;
    if (key === 'data' || key === 'error') {
      data.push(value);
      length += value.length + 1;
    }
    const cut = line.cut || length > mostOfLine;
    if (cut || (text === '' && data.length > 0)) {
      yield* dispatched(name, data, cut, false);
      if (cut) return;
      [name, data, length, idle] = ['', [], 0, 0];
    } else if (++idle % idleLines === 0) {
      yield { type: 'idle' };
    }
  }
  if (document) yield { type: 'document', text: document.join('\n').slice(0, mostOfDocument) };
  // Servers forget the blank line after the last event.
  if (data.length > 0) yield* dispatched(name, data, false, true);
}

function fieldOf(line: string): { key: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { key: line, value: '' };
  return { key: line.slice(0, colon), value: line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1) };
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
  const text = written.replace(/^(?:data: {0,3}){1,9}/, '');
  if (text === '' || text === 'null') return { type: 'idle' };
  if (/^"?\[?done\]?"?$/i.test(text)) return { type: 'done' };
  const value = cut ? jsonOfStart(text) : jsonOf(text);
  if (!isFields(value) && (life.test(name) || life.test(text))) return { type: 'idle' };
  if (!isFields(value)) return { type: 'garbage', name, text: text.slice(0, mostOfGarbage) };
  return { type: 'event', name, value, cut };
}

function isHalf(text: string): boolean {
  return text.startsWith('{') && isFields(jsonOfStart(text));
}
