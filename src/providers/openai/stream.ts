/** The stream of chat completions, in the shapes that endpoints which call themselves compatible send. */
import { z } from 'zod';
import { contentOf, firstText, type Content } from '../wire/content';
import { amountUsd, numberIn, tokenCount } from '../wire/counts';
import type { ExpertUsage } from '../../der/core/experts';
import { failureInEvent, type ServerFailure } from '../wire/failure';
import { reasonIn } from '../wire/finish';
import { isFields, type Fields } from '../wire/json';

/** What one piece of the stream says. */
export interface Piece extends Content {
  /** Why the answer ended, in the server's words. */
  readonly reason: string | undefined;
  readonly usage: ExpertUsage | undefined;
  /** What went wrong, as gateways tell it within the choice itself. */
  readonly error: ServerFailure | undefined;
}

const nothing = z.unknown().optional();
const spoken = z
  .looseObject({
    content: nothing,
    reasoning_content: nothing,
    reasoning: nothing,
    reasoning_text: nothing,
    reasoning_details: nothing,
    thinking: nothing,
    refusal: nothing,
  })
  .optional()
  .catch(undefined);
/** Also in the names of OpenAI's newer protocol, which gateways mix in. */
const usageSchema = z
  .looseObject({
    prompt_tokens: tokenCount,
    completion_tokens: tokenCount,
    input_tokens: tokenCount,
    output_tokens: tokenCount,
    cost: amountUsd,
  })
  .optional()
  .catch(undefined);
const choiceSchema = z.looseObject({
  index: z.preprocess(numberIn, z.number()).optional().catch(undefined),
  delta: spoken,
  /** Whole answers, in a reply that is no stream or in the last piece of one. */
  message: spoken,
  /** Of the older completions. */
  text: z.string().optional().catch(undefined),
  finish_reason: nothing,
  error: nothing,
  /** Moonshot counts here. */
  usage: usageSchema,
});
const pieceSchema = z.looseObject({
  choices: z.array(z.unknown()).optional().catch(undefined),
  usage: usageSchema,
  x_groq: z.looseObject({ usage: usageSchema, error: nothing }).optional().catch(undefined),
});
type Spoken = z.output<typeof spoken>;

/**
 * Reads one piece. Fields that are not what they should be count as absent.
 * @param wholeToo a whole message counts as well, as nothing has come in pieces.
 */
export function readPiece(value: Fields, wholeToo: boolean): Piece {
  return plainPiece(value) ?? checkedPiece(value, wholeToo);
}

/** What a choice holds beside its delta where there is more to it. */
const rarely = ['text', 'message', 'error', 'usage'];

/** Most pieces are one token of text and nothing else, and need no schema to be sure of that. */
function plainPiece({ choices, usage, x_groq: groq }: Fields): Piece | undefined {
  if (!Array.isArray(choices) || choices.length !== 1 || (usage ?? groq ?? null) !== null) return undefined;
  const choice: unknown = choices[0];
  if (!isFields(choice) || choice['index'] !== 0 || !isFields(choice['delta'])) return undefined;
  const { content, ...others } = choice['delta'];
  if (typeof content !== 'string' || rarely.some((name) => name in choice)) return undefined;
  for (const name in others) if (name !== 'role' && others[name] !== null) return undefined;
  const reason = reasonIn(choice['finish_reason']);
  return { answer: content, thinking: '', refusal: '', reason, usage: undefined, error: undefined };
}

function checkedPiece(value: Fields, wholeToo: boolean): Piece {
  const { choices = [], usage: counted, x_groq: groq } = pieceSchema.parse(value);
  // Other choices are other answers, whoever asked for them.
  const choice = choices.flatMap((one) => {
    const { data } = choiceSchema.safeParse(one);
    return data && (data.index ?? 0) === 0 ? [data] : [];
  })[0];
  const delta = contentIn(choice?.delta);
  const nothingElse = wholeToo && delta.answer + delta.thinking + delta.refusal === '';
  const whole = nothingElse && choice?.message ? contentIn(choice.message) : undefined;
  const said = whole ?? delta;
  const usage = counted ?? choice?.usage ?? groq?.usage;
  return {
    ...said,
    answer: said.answer || (choice?.text ?? ''),
    reason: reasonIn(choice?.finish_reason),
    error: failureInEvent({ error: choice?.error ?? groq?.error }),
    usage: usage && {
      promptTokens: usage.prompt_tokens ?? usage.input_tokens,
      answerTokens: usage.completion_tokens ?? usage.output_tokens,
      // OpenRouter bills in dollars and says so.
      usd: usage.cost,
    },
  };
}

function contentIn(message: Spoken): Content {
  const content = contentOf(message?.content);
  const apart = firstText(
    message?.reasoning_content,
    message?.reasoning,
    message?.reasoning_text,
    message?.reasoning_details,
    message?.thinking,
  );
  const refusal = firstText(message?.refusal);
  return {
    answer: content.answer,
    thinking: apart + content.thinking,
    refusal: refusal + content.refusal,
  };
}
