/** Reads the fields that requests share, and refuses what the real server refuses, in its words. */
import { goDuration, quoted } from './goJson';
import type { LogprobsWish } from '../simulated/generation';
import type { ChatTurn } from '../simulated/model';
import { HttpError } from '../simulated/failures';

export type Json = Readonly<Record<string, unknown>>;

/** @throws HttpError 400 for an empty body or one that is not a JSON object. */
export function bodyOf(text: string): Json {
  if (text.trim() === '') throw new HttpError(400, 'missing request body');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const character = /^\s*(\S)/.exec(text)?.[1] ?? '';
    throw new HttpError(400, `invalid character '${character}' looking for beginning of value`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw mismatch(body, 'request', 'object');
  return body as Json;
}

function mismatch(value: unknown, field: string, type: string): HttpError {
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return new HttpError(400, `json: cannot unmarshal ${found} into Go struct field ${field} of type ${type}`);
}

export function stringField(body: Json, name: string): string {
  const value = body[name] ?? '';
  if (typeof value !== 'string') throw mismatch(value, name, 'string');
  return value;
}

export function booleanField(body: Json, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') throw mismatch(value, name, 'bool');
  return value;
}

export function messagesField(body: Json): ChatTurn[] {
  const messages = body['messages'] ?? [];
  if (!Array.isArray(messages)) throw mismatch(messages, 'ChatRequest.messages', '[]api.Message');
  return messages.map((message: Json) => ({
    role: stringField(message, 'role').toLowerCase(),
    content: stringField(message, 'content'),
  }));
}

export type Think = boolean | 'low' | 'medium' | 'high' | 'max';

export function thinkField(body: Json): Think | undefined {
  const value = body['think'] ?? undefined;
  const levels: readonly unknown[] = [undefined, true, false, 'low', 'medium', 'high', 'max'];
  if (levels.includes(value)) return value as Think | undefined;
  const allowed = '(must be "high", "medium", "low", "max", true, or false)';
  throw new HttpError(400, `invalid think value: ${quoted(String(value))} ${allowed}`);
}

/** Milliseconds; Infinity for ever; undefined when absent. */
export function keepAliveField(body: Json): number | undefined {
  const value = body['keep_alive'] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' && typeof value !== 'string')
    throw mismatch(value, 'keep_alive', 'api.Duration');
  const ms = typeof value === 'number' ? value * 1000 : goDuration(value);
  if (ms === undefined) throw new HttpError(400, `time: invalid duration ${quoted(String(value))}`);
  return ms < 0 ? Infinity : ms;
}

export function logprobsField(body: Json): LogprobsWish {
  const top = body['top_logprobs'] ?? 0;
  if (typeof top !== 'number') throw mismatch(top, 'top_logprobs', 'int');
  if (top < 0 || top > 20) throw new HttpError(400, 'top_logprobs must be between 0 and 20');
  return { wanted: booleanField(body, 'logprobs') ?? false, top };
}

/** Raised only when the runner starts, so with status 500 and after the model has loaded. */
export function checkFormat(body: Json): void {
  const { format } = body;
  if (format === undefined || format === null || format === '' || format === 'json') return;
  if (typeof format === 'object' && !Array.isArray(format)) return;
  throw new HttpError(
    500,
    `invalid format: ${quoted(JSON.stringify(format))}; expected "json" or a valid JSON Schema object`,
  );
}

const optionTypes: Readonly<Record<string, 'integer' | 'float32' | 'boolean' | 'array'>> = {
  num_keep: 'integer',
  seed: 'integer',
  num_predict: 'integer',
  top_k: 'integer',
  repeat_last_n: 'integer',
  num_ctx: 'integer',
  num_batch: 'integer',
  num_gpu: 'integer',
  main_gpu: 'integer',
  num_thread: 'integer',
  draft_num_predict: 'integer',
  top_p: 'float32',
  min_p: 'float32',
  typical_p: 'float32',
  temperature: 'float32',
  repeat_penalty: 'float32',
  presence_penalty: 'float32',
  frequency_penalty: 'float32',
  use_mmap: 'boolean',
  stop: 'array',
};

/** Options of a request: unknown names and nulls are ignored, as the server does. */
export interface Options {
  readonly numbers: Readonly<Record<string, number>>;
  readonly useMmap: boolean | undefined;
  readonly stop: readonly string[];
}

/** @throws HttpError 500 for an option of the wrong type: that is the status the real server gives. */
export function optionsField(body: Json): Options {
  const given = Object.entries((body['options'] ?? {}) as Json).filter(([, value]) => value !== null);
  const numbers: Record<string, number> = {};
  let useMmap: boolean | undefined;
  let stop: string[] = [];
  for (const [name, value] of given) {
    const type = optionTypes[name];
    if (!type) continue;
    const wrong = new HttpError(500, `option ${quoted(name)} must be of type ${type}`);
    if (type === 'array') {
      if (!Array.isArray(value)) throw wrong;
      stop = value.map(String);
    } else if (type === 'boolean') {
      if (typeof value !== 'boolean') throw wrong;
      useMmap = value;
    } else {
      if (typeof value !== 'number') throw wrong;
      numbers[name] = type === 'integer' ? Math.trunc(value) : value;
    }
  }
  return { numbers, useMmap, stop };
}
