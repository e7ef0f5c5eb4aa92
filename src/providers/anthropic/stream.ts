/** The events of Anthropic's messages, also as servers send them that only call themselves compatible. */
import { z } from 'zod';
import type { ExpertUsage } from '../../der/core/experts';
import { contentOf, thinkingIn } from '../wire/content';
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
  .object({
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
    .object({ explanation: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
};
const messageSchema = z.object({ ...ending, content: nothing, usage: usageSchema });
const eventSchema = z.object({
  type: z.string().optional().catch(undefined),
  message: messageSchema.optional().catch(undefined),
  content_block: nothing,
  /** As compatible servers write it, text alone, or beside it. */
  delta: nothing,
  text: nothing,
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
  // Wherever it stands: a cut answer whose reason is not seen would count as whole.
  const inDelta = messageSchema.safeParse(event.delta).data;
  const end = endOf(inDelta, event, event.message);
  switch (event.type) {
    case 'message_start': {
      const { answer, thinking } = contentOf(event.message?.content);
      return { ...empty, answer, thinking, ...end, counts: event.message?.usage ?? event.usage };
    }
    case 'content_block_start': {
      // Text may be there from the start of a block.
      const { answer, thinking } = contentOf(event.content_block);
      return { ...empty, answer, thinking };
    }
    case 'content_block_delta': {
      const delta = isFields(event.delta) ? event.delta : { text: event.delta };
      const { answer, thinking } = contentOf(delta['text'] ?? event.text);
      return { ...empty, answer, thinking: thinkingIn(delta) + thinking };
    }
    case 'message_delta':
      return { ...empty, ...end, counts: event.usage };
    case 'message_stop':
      return { ...empty, ...end, ended: true, counts: event.usage };
    case undefined:
    default:
      return empty;
  }
}

type Ending = Pick<z.output<typeof messageSchema>, keyof typeof ending>;

/** The first reason that is one. */
function endOf(...places: readonly (Ending | undefined)[]): Pick<Piece, 'reason' | 'explanation'> {
  const place = places.find((one) => reasonIn(one?.stop_reason) !== undefined);
  return { reason: reasonIn(place?.stop_reason), explanation: place?.stop_details?.explanation };
}

/** Which of an answer's blocks are thinking: compatible servers send its pieces as those of any text. */
export class Blocks {
  private readonly thinking = new Set<unknown>();

  take({ type, index, content_block: block }: Fields, piece: Piece): Piece {
    if (type === 'content_block_start') {
      const kind = isFields(block) ? block['type'] : undefined;
      if (typeof kind === 'string' && /^(?:thinking|reasoning)/.test(kind)) this.thinking.add(index);
      else this.thinking.delete(index);
    }
    if (type !== 'content_block_delta' || piece.answer === '' || !this.thinking.has(index)) return piece;
    return { ...piece, answer: '', thinking: piece.thinking + piece.answer };
  }
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
