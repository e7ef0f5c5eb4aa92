/**
 * What a server means by an error. Every server has its own shape: a string, `error`, `detail` (FastAPI, also as a
 * list), `message` (also as an object), `errors`, the words of whoever stands behind a gateway in `metadata.raw`, an
 * HTML page of a proxy. The words are told as they are; nothing of the shape is.
 */

import { isFields, jsonOf, jsonOfStart } from './json';

export interface ServerWords {
  /** Empty where it said nothing. */
  readonly said: string;
  /** Codes and types that it gave, in one string to search in; empty where it gave none. */
  readonly codes: string;
  /** A status within the body, as gateways send it; undefined where there is none. */
  readonly status: number | undefined;
}

/** Fields that hold words, those that say most first. */
const wordy = [
  'message',
  'error',
  'detail',
  'details',
  'errors',
  'error_message',
  'errorMessage',
  'error_msg',
  'error_description',
  'msg',
  'Message',
  'reason',
  'description',
  'title',
  'faultstring',
  'fault',
  'status_msg',
  'base_resp',
  'response',
  'data',
] as const;
const coded = ['code', 'type', 'status', 'error_code', 'errorCode', 'kind'] as const;

const deepest = 8;
const mostParts = 5;
const mostSaid = 20_000;

/** @param body the text of a body, or a value that was parsed already. */
export function serverWords(body: unknown): ServerWords {
  const codes: string[] = [];
  const said = wordsIn(typeof body === 'string' ? parsed(body) : body, codes, 0);
  const status = codes.map(Number).find((code) => Number.isInteger(code) && code >= 400 && code < 600);
  return { said: said.slice(0, mostSaid), codes: codes.slice(0, 20).join(' ').slice(0, 500), status };
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
  return /^\s{0,100}(<!doctype\b|<html\b|<head\b|<body\b|<\?xml\b|<h1\b|<title\b|<center\b)/i.test(
    text.slice(0, 200),
  );
}

/** What a page calls itself: its title, else its first heading; in XML of storages and clouds, its message. */
export function htmlTitle(page: string): string | undefined {
  for (const name of ['title', 'h1', 'h2', 'message']) {
    const lower = page.slice(0, 65_536).toLowerCase();
    const start = lower.indexOf('>', lower.indexOf(`<${name}`));
    const end = lower.indexOf(`</${name}`, start);
    if (!lower.includes(`<${name}`) || start < 0 || end < 0) continue;
    const title = entitiesRead(
      page.slice(start + 1, Math.min(end, start + 1_000)).replace(/<[^<>]{0,200}>/g, ' '),
    );
    if (title !== '') return title;
  }
  return undefined;
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
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of coded) {
    const code = fields[name];
    if (typeof code === 'string' || typeof code === 'number') codes.push(String(code).slice(0, 100));
  }
  const own = firstWords(fields, codes, depth) || wordsByField(fields['errors'], codes, depth);
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

function firstWords(fields: Readonly<Record<string, unknown>>, codes: string[], depth: number): string {
  const { error, error_description: why } = fields;
  // OAuth's `error` is a code alone.
  if (typeof error === 'string' && typeof why === 'string')
    return joined(error, wordsIn(why, codes, depth + 1));
  for (const name of wordy) {
    const words = name in fields ? wordsIn(fields[name], codes, depth + 1) : '';
    if (words !== '') return words;
  }
  return '';
}

/** Frameworks list what is wrong field by field: `{"errors":{"model":["is unknown"]}}`. */
function wordsByField(errors: unknown, codes: string[], depth: number): string {
  if (!isFields(errors)) return '';
  const parts = Object.entries(errors)
    .slice(0, mostParts)
    .map(([name, value]) => joined(name.slice(0, 100), wordsIn(value, codes, depth + 1)));
  return parts.join('; ');
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
