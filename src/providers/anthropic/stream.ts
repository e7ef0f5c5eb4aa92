/** The events of Anthropic's messages, also as servers send them that only call themselves compatible. */
import { z } from 'zod';
import type { ExpertUsage } from '../../der/core/experts';
import { contentOf } from '../wire/content';
import { larger, tokenCount } from '../wire/counts';
import { reasonIn } from '../wire/finish';
import { isFields, type Fields } from '../wire/json';

/** What one event says. */
export interface Piece {
  readonly answer: string;
  readonly thinking: string;
  /** Why the answer ended, in the server's words, and what it says of a refusal. */
  readonly reason: string | undefined;
  readonly explanation: string | undefined;
  readonly counts: Counts | undefined;
  /** The message is complete. */
  readonly ended: boolean;
}

const nothing = z.unknown().optional();
const usageSchema = z
  .looseObject({
    input_tokens: tokenCount,
    cache_creation_input_tokens: tokenCount,
    cache_read_input_tokens: tokenCount,
    output_tokens: tokenCount,
  })
  .optional()
  .catch(undefined);
type Counts = NonNullable<z.output<typeof usageSchema>>;

const ending = {
  stop_reason: nothing,
  stop_details: z
    .looseObject({ explanation: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
};
const messageSchema = z.looseObject({ ...ending, content: nothing, usage: usageSchema });
const eventSchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  message: messageSchema.optional().catch(undefined),
  content_block: nothing,
  delta: z
    .looseObject({ ...ending, text: nothing, thinking: nothing })
    .optional()
    .catch(undefined),
  usage: usageSchema,
  /** Beside the delta, as compatible servers put it. */
  ...ending,
});

const empty: Piece = {
  answer: '',
  thinking: '',
  reason: undefined,
  explanation: undefined,
  counts: undefined,
  ended: false,
};

/** Reads one event. Fields that are not what they should be count as absent. */
export function readEvent(value: Fields): Piece {
  return plainPiece(value) ?? checkedPiece(value);
}

/** A whole message, in a reply that is no stream; undefined where it is none. */
export function readMessage(value: Fields): Piece | undefined {
  const { success, data } = messageSchema.safeParse(value);
  if (!success || value['content'] === undefined) return undefined;
  const { answer, thinking } = contentOf(data.content);
  return { ...empty, answer, thinking, ...endOf(data), counts: data.usage };
}

/** Most events are one token of text. */
function plainPiece({ type, delta }: Fields): Piece | undefined {
  if (type !== 'content_block_delta' || !isFields(delta)) return undefined;
  const { text, thinking } = delta;
  if (delta['type'] === 'text_delta' && typeof text === 'string') return { ...empty, answer: text };
  if (delta['type'] !== 'thinking_delta' || typeof thinking !== 'string') return undefined;
  return { ...empty, thinking };
}

function checkedPiece(value: Fields): Piece {
  const event = eventSchema.parse(value);
  switch (event.type) {
    case 'message_start': {
      const { answer, thinking } = contentOf(event.message?.content);
      return { ...empty, answer, thinking, counts: event.message?.usage ?? event.usage };
    }
    case 'content_block_start': {
      // Text may be there from the start of a block.
      const { answer, thinking } = contentOf(event.content_block);
      return { ...empty, answer, thinking };
    }
    case 'content_block_delta': {
      const { answer } = contentOf(event.delta?.text);
      const thought = contentOf(event.delta?.thinking);
      return { ...empty, answer, thinking: thought.answer + thought.thinking };
    }
    case 'message_delta':
      return { ...empty, ...endOf(event.delta ?? event), counts: event.usage };
    case 'message_stop':
      return { ...empty, ended: true, counts: event.usage };
    case undefined:
    default:
      return empty;
  }
}

function endOf(delta: z.output<typeof messageSchema> | undefined | z.output<typeof eventSchema>['delta']): {
  reason: string | undefined;
  explanation: string | undefined;
} {
  return { reason: reasonIn(delta?.stop_reason), explanation: delta?.stop_details?.explanation };
}

/** Counts as they come: some servers know of the prompt only at the end, and say 0 at the start. */
export class Usage {
  private readonly most: Counts = {};

  take(counts: Counts | undefined): void {
    if (!counts) return;
    for (const name of [...read, 'output_tokens'] as const)
      this.most[name] = larger(this.most[name], counts[name]);
  }

  /** All that was read, from the cache or into it as well; a price per prompt token is a bound then. */
  get known(): ExpertUsage {
    const parts = read.flatMap((name) => this.most[name] ?? []);
    const promptTokens = parts.length > 0 ? parts.reduce((sum, part) => sum + part, 0) : undefined;
    return { promptTokens, answerTokens: this.most.output_tokens };
  }
}

/** What a prompt is counted in, each of which may come at another time. */
const read = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'] as const;
