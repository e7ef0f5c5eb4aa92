/** What goes wrong on the wire: seeded mutations of a sound stream, of its events, its bytes and its reply. */
import { framed, goodStream, type Protocol, type StreamEvent } from './goodStreams';
import type { Chance } from './random';

/** A reply as a server may send it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent one after the other. */
  readonly parts: readonly Uint8Array[];
  /** What comes after them: an end, nothing ever, the same bytes for ever, or an error of the connection. */
  readonly then: 'end' | 'silence' | Uint8Array | Error;
}

const odd: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    -1e308,
    '',
    ' ',
    'many',
    'null',
    '\u0000\u001b[2J',
    '\ud800',
    [],
    {},
  ],
  ...[
    [[]],
    [null],
    { text: 'x' },
    [{ type: 'text', text: 'part' }],
    [{ type: 'image' }],
    [1, 2],
    'x'.repeat(5_000),
  ],
  ...[
    { message: { detail: [{ loc: ['body', 'x'], msg: 'no' }] } },
    { toString: 1, __proto__: 2 },
    '9'.repeat(400),
  ],
];
const reasons: readonly unknown[] = [
  ...[
    'stop',
    'length',
    'error',
    'abort',
    'max_tokens',
    'MAX_TOKENS',
    'SAFETY',
    'model_length',
    'tool_calls',
    '',
  ],
  ...[
    'insufficient_system_resource',
    'malformed_function_call',
    'pause_turn',
    'refusal',
    'load',
    'brand_new',
    3,
  ],
];
const marks = [
  ...[
    '<think>',
    '</think>',
    '<THINKING a=1>',
    '</thinking>',
    '[THINK]',
    '[/THINK]',
    '◁think▷',
    '◁/think▷',
    '<',
  ],
  ...[
    '<|channel|>analysis<|message|>',
    '<|end|>',
    '<|channel|>final<|message|>',
    '<|im_end|>',
    '</s>',
    '```',
    '`',
  ],
];
const documents = [
  ...[
    '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>',
    '{"detail":"Not Found"}',
    'OK',
    '',
  ],
  ...[
    '{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\\"error\\":\\"slow\\"}"}}}',
  ],
  ...[
    '{"object":"error","message":{"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs"}]}}',
    'null',
  ],
  ...[
    '{"choices":[{"message":{"content":"Whole."},"finish_reason":"stop"}]}',
    '[{"error":{"code":400}}]',
    '{"a":',
  ],
  ...[
    '{"error":"Cannot read properties of undefined (reading \'x\')"}',
    '{"content":[{"type":"text","text":"W"}]}',
  ],
];

/** The reply of one try. */
export function mutated(protocol: Protocol, chance: Chance): Reply {
  const encoder = new TextEncoder();
  const headers = { 'content-type': protocol === 'ollama' ? 'application/x-ndjson' : 'text/event-stream' };
  if (chance.next() < 0.12) return refusal(chance, encoder);
  const events = goodStream(protocol);
  const times = chance.below(4);
  for (let i = 0; i < times; i++) mutateEvents(events, chance);
  const texts = events.map((event) => framed(protocol, event));
  if (chance.next() < 0.3) mutateTexts(texts, chance);
  const bytes = encoder.encode(texts.join(''));
  if (chance.next() < 0.15) for (let i = 0; i < 3; i++) bytes[chance.below(bytes.length)] = chance.below(256);
  const end = chance.next() < 0.2 ? chance.below(bytes.length) : bytes.length;
  return {
    status: 200,
    headers,
    parts: cutAnywhere(bytes.subarray(0, end), chance),
    then: after(chance, encoder),
  };
}

function refusal(chance: Chance, encoder: InstanceType<typeof TextEncoder>): Reply {
  const status = chance.pick([
    200, 200, 400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529, 307,
  ]);
  const type = chance.pick(['application/json', 'text/html', 'text/plain', 'text/event-stream']);
  const headers = { 'content-type': type, 'retry-after': chance.pick(['3', '-1', 'soon', '9'.repeat(30)]) };
  const parts = [encoder.encode(chance.pick(documents))];
  return { status, headers, parts, then: chance.next() < 0.1 ? encoder.encode('x'.repeat(10_000)) : 'end' };
}

function after(chance: Chance, encoder: InstanceType<typeof TextEncoder>): Reply['then'] {
  const drawn = chance.next();
  if (drawn < 0.8) return 'end';
  if (drawn < 0.84) return 'silence';
  if (drawn < 0.92) {
    const broken = chance.pick(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT', 'Z_DATA_ERROR', '']);
    return new TypeError('terminated', {
      cause: Object.assign(new Error('other side closed'), { code: broken }),
    });
  }
  const endless = [
    '\n',
    ' ',
    ': ping\n\n',
    'data:\n\n',
    'event: ping\n\n',
    'data: {"choices":[{"delta":{}}]}\n\n',
  ];
  return encoder.encode(chance.pick([...endless, '{"message":{"content":" "}}\n', '{}\n', 'x']).repeat(500));
}

function mutateEvents(events: StreamEvent[], chance: Chance): void {
  const at = chance.below(events.length);
  const event = events[at] ?? { value: {} };
  const copy = (): StreamEvent => structuredClone(event);
  switch (chance.below(9)) {
    case 0:
      events.splice(at, 1);
      break;
    case 1:
      events.splice(at, 0, copy(), copy());
      break;
    case 2:
      events.splice(at, 1, events[chance.below(events.length)] ?? event);
      break;
    case 3:
      events[at] = { ...event, value: withLeaf(copy().value, chance, () => chance.pick(odd)) };
      break;
    case 4:
      events[at] = { ...event, value: withReason(copy().value, chance) };
      break;
    case 5:
      events[at] = {
        ...event,
        value: withLeaf(copy().value, chance, (leaf) => `${String(leaf)}${chance.pick(marks)}`),
      };
      break;
    case 6:
      events.splice(at, 0, { value: chance.pick([{ error: chance.pick(odd) }, ...odd]) });
      break;
    case 7:
      events.splice(at, 0, { name: 'error', value: { type: 'error', error: chance.pick(odd) } });
      break;
    default:
      // One enormous piece.
      if (chance.next() < 0.1)
        events[at] = { ...event, value: withLeaf(copy().value, chance, () => 'y'.repeat(3e6)) };
  }
}

function mutateTexts(texts: string[], chance: Chance): void {
  const at = chance.below(texts.length);
  const odds = [
    'data:\n\n',
    'event: ping\n\n',
    ': comment\n\n',
    '\r\n\r\n',
    'data: {"a":\n\n',
    'garbage\n',
    '\ufeff',
    '{',
  ];
  if (chance.next() < 0.5) texts.splice(at, 0, chance.pick(odds));
  else texts.forEach((text, i) => (texts[i] = text.replaceAll('\n', chance.pick(['\r\n', '\r', '\n']))));
}

/** The value with one of its leaves replaced. */
function withLeaf(value: unknown, chance: Chance, replace: (leaf: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || chance.next() < 0.1) return replace(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return replace(value);
  const fields = value as Record<string, unknown>;
  const key = chance.pick(keys);
  fields[key] = withLeaf(fields[key], chance, replace);
  return value;
}

function withReason(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  const reason = chance.pick(reasons);
  if ('message' in fields) return { ...fields, done: chance.next() < 0.5, done_reason: reason };
  if ('choices' in fields)
    return { ...fields, choices: [{ index: 0, delta: { content: 'x' }, finish_reason: reason }] };
  return { type: 'message_delta', delta: { stop_reason: reason } };
}

function cutAnywhere(bytes: Uint8Array, chance: Chance): Uint8Array[] {
  const most = chance.pick([1 << 30, 1 << 30, 700, 60]);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + chance.below(Math.max(most, bytes.length / 2_000));
    parts.push(bytes.subarray(at, end));
    at = end;
  }
  return parts;
}
