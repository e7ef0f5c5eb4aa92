/** Protocols that were not asked for, known by what they send first, so that the person hears which one it is. */
import { isFields, jsonOf, type Fields } from './json';

export interface Protocol {
  /** As the rest of "It speaks …". */
  readonly name: string;
  /** What to do, a whole sentence. */
  readonly advice: string;
}

const chat = 'Its chat completions have an address of their own, which mostly ends in /v1.';

const protocols: readonly (readonly [is: (value: Fields) => boolean, protocol: Protocol])[] = [
  [
    (value) => typeOf(value).startsWith('response.') || value['object'] === 'response',
    { name: "OpenAI's Responses API", advice: chat },
  ],
  [
    (value) => /^(?:message_start|content_block|ping$)/.test(typeOf(value)) || value['type'] === 'message',
    { name: "Anthropic's Messages", advice: 'Give its entry the kind "anthropic".' },
  ],
  [
    ({ choices, object }) => Array.isArray(choices) || object === 'chat.completion.chunk',
    { name: "OpenAI's chat completions", advice: 'Give its entry the kind "openai".' },
  ],
  [
    (value) => 'done' in value && ('message' in value || 'response' in value),
    { name: "Ollama's own protocol", advice: 'Give its entry the kind "ollama", or end its address in /v1.' },
  ],
  [
    (value) => typeof value['content'] === 'string' && 'stop' in value,
    { name: "llama.cpp's own completions", advice: chat },
  ],
  [
    (value) => isFields(value['token']) || 'generated_text' in value,
    { name: 'Text Generation Inference', advice: chat },
  ],
  [
    ({ candidates }) => Array.isArray(candidates),
    {
      name: "Gemini's own protocol",
      advice: 'Its chat completions have an address that ends in /v1beta/openai.',
    },
  ],
  [
    (value) => /^(?:content-(?:start|delta|end)|message-(?:start|end)|stream-start)$/.test(typeOf(value)),
    {
      name: "Cohere's own protocol",
      advice: 'Its chat completions have an address that ends in /compatibility/v1.',
    },
  ],
];

/** The protocol of a JSON object, or of the first one of a list; undefined where it is none of those that are known. */
export function protocolOf(document: string): Protocol | undefined {
  const value = jsonOf(document);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isFields(first) ? protocols.find(([is]) => is(first))?.[1] : undefined;
}

function typeOf({ type }: Fields): string {
  return typeof type === 'string' ? type : '';
}
