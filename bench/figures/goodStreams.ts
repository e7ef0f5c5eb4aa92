/** Sound streams of every protocol, event by event, to be mutated. */

export type Protocol = 'openai' | 'anthropic' | 'ollama';
export const protocols: readonly Protocol[] = ['openai', 'anthropic', 'ollama'];

/** An event: its name, where the protocol names events, and its value. */
export interface StreamEvent {
  readonly name?: string;
  readonly value: unknown;
}

const words = ['The', ' answer', ' is', ' **4**', '.', '\n\n', '```js\n', 'f(2);\n', '```', '\n'];
const thoughts = ['Two', ' and', ' two', '…'];

export function goodStream(protocol: Protocol): StreamEvent[] {
  switch (protocol) {
    case 'openai':
      return openai();
    case 'anthropic':
      return anthropic();
    case 'ollama':
      return ollama();
  }
}

/** The bytes of events, as the protocol frames them. */
export function framed(protocol: Protocol, { name, value }: StreamEvent): string {
  const text = typeof value === 'string' && value.startsWith('[') ? value : JSON.stringify(value);
  if (protocol === 'ollama') return `${text}\n`;
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${text}\n\n`;
}

function openai(): StreamEvent[] {
  const piece = (delta: object, finish: string | null = null, more: object = {}): StreamEvent => ({
    value: {
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      model: 'm',
      choices: [{ index: 0, delta, finish_reason: finish }],
      ...more,
    },
  });
  return [
    piece({ role: 'assistant', content: '' }),
    ...thoughts.map((thought) => piece({ reasoning_content: thought })),
    ...words.map((word) => piece({ content: word })),
    piece({}, 'stop'),
    { value: { choices: [], usage: { prompt_tokens: 9, completion_tokens: 14, cost: 0.001 } } },
    { value: '[DONE]' },
  ];
}

function anthropic(): StreamEvent[] {
  const named = (value: { type: string } & Record<string, unknown>): StreamEvent => ({
    name: value.type,
    value,
  });
  const block = (index: number, type: 'text' | 'thinking', pieces: readonly string[]): StreamEvent[] => [
    named({ type: 'content_block_start', index, content_block: { type, [type]: '' } }),
    ...pieces.map((piece) =>
      named({ type: 'content_block_delta', index, delta: { type: `${type}_delta`, [type]: piece } }),
    ),
    named({ type: 'content_block_stop', index }),
  ];
  return [
    named({ type: 'message_start', message: { content: [], usage: { input_tokens: 9, output_tokens: 1 } } }),
    named({ type: 'ping' }),
    ...block(0, 'thinking', thoughts),
    ...block(1, 'text', words),
    named({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 14 } }),
    named({ type: 'message_stop' }),
  ];
}

function ollama(): StreamEvent[] {
  const line = (message: object, more: object = { done: false }): StreamEvent => ({
    value: {
      model: 'm',
      created_at: '2025-01-01T00:00:00Z',
      message: { role: 'assistant', ...message },
      ...more,
    },
  });
  return [
    ...thoughts.map((thinking) => line({ content: '', thinking })),
    ...words.map((content) => line({ content })),
    line(
      { content: '' },
      { done: true, done_reason: 'stop', prompt_eval_count: 9, eval_count: 14, load_duration: 1e6 },
    ),
  ];
}
