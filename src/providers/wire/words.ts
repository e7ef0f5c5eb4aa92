/**
 * What a server means by an error. Every server has its own shape: a string, `error`, `detail` (FastAPI, also as a
 * list), `message` (also as an object), `errors`, the words of whoever stands behind a gateway in `metadata.raw`, an
 * HTML page of a proxy. The words are told as they are; nothing of the shape is.
 */

import { isFields, jsonOf, jsonOfStart, type Fields } from './json';

export interface ServerWords {
  /** Empty where it said nothing. */
  readonly said: string;
  /** Codes and types that it gave, in one string to search in; empty where it gave none. */
  readonly codes: string;
  /** A status within the body, as gateways send it; undefined where there is none. */
  readonly status: number | undefined;
}

/** Fields that hold words, those that say most first; in small letters, without what parts their words. */
const wordy = [
  'message',
  'error',
  'detail',
  'details',
  'errors',
  'errormessage',
  'errormsg',
  'errordescription',
  'errorresponse',
  'statusmessage',
  'statusmsg',
  'msg',
  'text',
  'reason',
  'description',
  'title',
  'exception',
  'err',
  'faultstring',
  'fault',
  'nonfielderrors',
  'baseresp',
  'responsemetadata',
  'response',
  'result',
  'header',
  'data',
] as const;
/** Fields of codes and types, in the same spelling. */
const coded: ReadonlySet<string> = new Set(['code', 'type', 'status', 'errorcode', 'errortype', 'kind']);
/** Fields of which the words are none for a person. */
const dull =
  /(?:id|ids|type|kind|code|object|url|uri|href|link|path|instance|time|timestamp|date|created|version|model|trace|stack|method|host|key|token|name|region|locale|lang|param|status|level|severity|file|line|class|signature|nonce|hash)$/;
/** Names of fields are shorter; what is longer is none of these. */
const longestField = 40;

const deepest = 8;
/** Codes that tell nobody anything. */
const sayNothing = /^(error|errors|fail|failed|failure|object|https?:.*)$/i;
const mostParts = 5;
const mostFields = 100;
const mostSaid = 20_000;

/** @param body the text of a body, or a value that was parsed already. */
export function serverWords(body: unknown): ServerWords {
  const codes: string[] = [];
  const value = typeof body === 'string' ? parsed(body) : body;
  const said = wordsIn(value, codes, 0) || otherWords(value, codes, 0);
  const status = codes.map(Number).find((code) => Number.isInteger(code) && code >= 400 && code < 600);
  // Where a server gives no more than a code, that is what it says.
  const code = said === '' ? codes.find((one) => /[a-z]{4}/i.test(one) && !sayNothing.test(one)) : undefined;
  return {
    said: (code ?? said).slice(0, mostSaid),
    codes: codes.slice(0, 20).join(' ').slice(0, 500),
    status,
  };
}

/** JSON where the text is JSON, also where that is written within a string; a page by its title; else the text. */
function parsed(text: string): unknown {
  const trimmed = text.trim();
  if (/^[[{"]/.test(trimmed)) {
    // Cut in the middle, or followed by something else, it says what it says all the same.
    const upToEnd = trimmed.slice(0, Math.max(trimmed.lastIndexOf('}'), trimmed.lastIndexOf(']')) + 1);
    return jsonOf(trimmed) ?? jsonOf(upToEnd) ?? jsonOfStart(trimmed) ?? trimmed;
  }
  return looksLikeHtml(trimmed) ? (htmlTitle(trimmed) ?? '') : trimmed;
}

export function looksLikeHtml(text: string): boolean {
  return /^\s{0,100}<(?:!doctype|html|head|body|\?xml|h1|title|center|pre|error|errorresponse)\b/i.test(
    text.slice(0, 200),
  );
}

/** Characters of a page that are looked at, and that are told. */
const mostOfPage = 65_536;
const mostOfTitle = 1_000;

/**
 * What a page calls itself: its title, else its first heading; in XML of storages and clouds, its message; else what
 * it says at all, where that is no program.
 */
export function htmlTitle(page: string): string | undefined {
  const start = page.slice(0, mostOfPage);
  const names = /<(?:script|style)\b/i.test(start) ? told : [...told, 'body'];
  for (const name of names) {
    const title = entitiesRead(elementIn(start, name).replace(/<[^<>]{0,200}>/g, ' '));
    if (title !== '') return title;
  }
  return undefined;
}

const told = ['title', 'h1', 'h2', 'message', 'pre', 'p'];

/** What stands in the first element of that name; empty where there is none. */
function elementIn(page: string, name: string): string {
  const lower = page.toLowerCase();
  const opens = lower.search(new RegExp(`<${name}[\\s>]`));
  const start = opens < 0 ? -1 : lower.indexOf('>', opens);
  const end = lower.indexOf(`</${name}`, start);
  return start < 0 || end < 0 ? '' : page.slice(start + 1, Math.min(end, start + mostOfTitle));
}

function entitiesRead(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
  return text
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => characters[name]!)
    .replace(/\s+/g, ' ')
    .trim();
}

function wordsIn(value: unknown, codes: string[], depth: number): string {
  if (depth > deepest) return '';
  if (typeof value === 'string') return wordsOfText(value, codes, depth);
  if (typeof value !== 'object' || value === null) return '';
  if (Array.isArray(value)) {
    const parts = value.slice(0, mostParts).map((part) => wordsIn(part, codes, depth + 1));
    return [...new Set(parts.filter((part) => part !== ''))].join('; ');
  }
  const fields = inOneSpelling(value as Fields);
  for (const [name, code] of Object.entries(fields)) {
    if (!coded.has(name)) continue;
    if (typeof code === 'string' || typeof code === 'number') codes.push(String(code).slice(0, 100));
  }
  const own =
    firstWords(fields, codes, depth) ||
    wordsByField(fields['errors'], codes, depth) ||
    wordsOfLists(value as Fields, codes, depth);
  const behind = wordsBehind(fields['metadata'], codes, depth);
  const all = behind !== '' && !own.includes(behind) ? joined(own, behind) : own;
  const place = placeOf(fields['loc']);
  return place === '' || all === '' ? all : `${place}: ${all}`;
}

/** A string may hold the JSON of another server. */
function wordsOfText(text: string, codes: string[], depth: number): string {
  const bounded = text.slice(0, 65_536);
  const inner = parsed(bounded);
  if (typeof inner === 'string') return inner;
  return wordsIn(inner, codes, depth + 1) || bounded.trim();
}

/** `error_message`, `errorMessage` and `Error-Message` are one field. */
function inOneSpelling(fields: Fields): Fields {
  const spelled: Record<string, unknown> = Object.create(null);
  for (const [name, value] of firstFields(fields, mostFields)) {
    const plain = name.length > longestField ? name : name.toLowerCase().replace(/[_-]/g, '');
    // The first of two that are spelled alike counts.
    if (!(plain in spelled)) spelled[plain] = value;
  }
  return spelled;
}

/** The first fields of an object that may have a hundred thousand. */
function firstFields(fields: Fields, most: number): [name: string, value: unknown][] {
  const found: [string, unknown][] = [];
  for (const name in fields) {
    if (found.length >= most) break;
    found.push([name, fields[name]]);
  }
  return found;
}

function firstWords(fields: Fields, codes: string[], depth: number): string {
  const { error, errordescription: why } = fields;
  // OAuth's `error` is a code alone.
  if (typeof error === 'string' && typeof why === 'string')
    return joined(error, wordsIn(why, codes, depth + 1));
  for (const name of wordy) {
    const words = name in fields ? wordsIn(fields[name], codes, depth + 1) : '';
    if (words !== '') return words;
  }
  return '';
}

/** Frameworks of the web tell what is wrong with a request by its fields alone: `{"model":["is unknown"]}`. */
function wordsOfLists(fields: Fields, codes: string[], depth: number): string {
  const areLists = firstFields(fields, mostFields).every(([, value]) => {
    return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
  });
  return areLists ? wordsByField(fields, codes, depth) : '';
}

/** Frameworks list what is wrong field by field: `{"errors":{"model":["is unknown"]}}`. */
function wordsByField(errors: unknown, codes: string[], depth: number): string {
  if (!isFields(errors)) return '';
  const parts = firstFields(errors, mostParts)
    .map(([name, value]) => [name.slice(0, 100), wordsIn(value, codes, depth + 1)] as const)
    .filter(([, words]) => words !== '')
    .map(([name, words]) => joined(name, words));
  return parts.join('; ');
}

/** In a shape that is not known, the first field with words in it that are no name, number or place. */
function otherWords(value: unknown, codes: string[], depth: number): string {
  if (!isFields(value) || depth > deepest) return '';
  for (const [name, one] of Object.entries(inOneSpelling(value))) {
    const text = typeof one === 'string' ? one : '';
    if (dull.test(name) || /^(?:https?:|\W{0,3}\d)/i.test(text)) continue;
    const words = wordsIn(one, codes, depth + 1) || otherWords(one, codes, depth + 1);
    if (/[a-z]{3}/i.test(words)) return words;
  }
  return '';
}

/** OpenRouter tells what the provider said as `metadata.raw`, and of moderation as `metadata.reasons`. */
function wordsBehind(metadata: unknown, codes: string[], depth: number): string {
  if (typeof metadata !== 'object' || metadata === null) return '';
  const { raw, reasons } = metadata as Readonly<Record<string, unknown>>;
  return wordsIn(raw, codes, depth + 1) || wordsIn(reasons, codes, depth + 1);
}

function joined(first: string, second: string): string {
  return first === '' ? second : `${first.replace(/[.:\s]{1,8}$/, '')}: ${second}`;
}

/** Where FastAPI and Mistral found fault: `["body", "stream_options"]`. */
function placeOf(loc: unknown): string {
  if (!Array.isArray(loc)) return '';
  const parts = loc.filter((part) => typeof part === 'string' || typeof part === 'number');
  return parts.slice(0, 8).join('.').slice(0, 200);
}
