/** The stream of chat completions, in the shapes that endpoints which call themselves compatible send. */
import { z } from 'zod';
import { contentOf, firstText, thinkingIn, type Content } from '../wire/content';
import { amountUsd, numberIn, tokenCount } from '../wire/counts';
import type { ExpertUsage } from '../../der/core/experts';
import { failureInEvent, type ServerFailure } from '../wire/failure';
import { reasonIn } from '../wire/finish';
import { isFields, type Fields } from '../wire/json';

/** What one piece of the stream says. */
export interface Piece extends Content {
  /** What stands in a whole message beside, or in place of, what came in pieces. */
  readonly message: Content | undefined;
  /** Why the answer ended, in the server's words. */
  readonly reason: string | undefined;
  readonly usage: ExpertUsage | undefined;
  /** What went wrong, as gateways tell it within the choice itself. */
  readonly error: ServerFailure | undefined;
}

const nothing = z.unknown().optional();
/** Also in the names of OpenAI's newer protocol, which gateways mix in. */
const usageSchema = z
  .object({
    prompt_tokens: tokenCount,
    completion_tokens: tokenCount,
    input_tokens: tokenCount,
    output_tokens: tokenCount,
    total_tokens: tokenCount,
    cost: amountUsd,
    cost_details: z.object({ upstream_inference_cost: amountUsd }).optional().catch(undefined),
    is_byok: z.boolean().optional().catch(undefined),
  })
  .optional()
  .catch(undefined);
const choiceSchema = z.object({
  index: z.preprocess(numberIn, z.number()).optional().catch(undefined),
  delta: nothing,
  /** Whole answers, in a reply that is no stream or in the last piece of one. */
  message: nothing,
  /** Of the older completions. */
  text: nothing,
  content: nothing,
  finish_reason: nothing,
  finishReason: nothing,
  error: nothing,
  /** Moonshot counts here. */
  usage: usageSchema,
});
const pieceSchema = z.object({
  choices: nothing,
  finish_reason: nothing,
  usage: usageSchema,
  x_groq: z.object({ usage: usageSchema, error: nothing }).optional().catch(undefined),
});
type Usage = NonNullable<z.output<typeof usageSchema>>;

/** Reads one piece. Fields that are not what they should be count as absent. */
export function readPiece(value: Fields): Piece {
  return plainPiece(value) ?? checkedPiece(value);
}

/** What a choice holds beside its delta where there is more to it. */
const rarely = ['text', 'content', 'message', 'error', 'usage'];

/** Most pieces are one token of text and nothing else, and need no schema to be sure of that. */
function plainPiece({ choices, usage, x_groq: groq }: Fields): Piece | undefined {
  if (!Array.isArray(choices) || choices.length !== 1 || (usage ?? groq ?? null) !== null) return undefined;
  const choice: unknown = choices[0];
  if (!isFields(choice) || choice['index'] !== 0 || !isFields(choice['delta'])) return undefined;
  const { content, ...others } = choice['delta'];
  if (typeof content !== 'string' || rarely.some((name) => name in choice)) return undefined;
  for (const name in others) if (name !== 'role' && others[name] !== null) return undefined;
  const reason = reasonIn(choice['finish_reason']);
  return {
    ...{ answer: content, thinking: '', refusal: '', message: undefined },
    ...{ reason, usage: undefined, error: undefined },
  };
}

function checkedPiece(value: Fields): Piece {
  const { choices, finish_reason: beside, usage: counted, x_groq: groq } = pieceSchema.parse(value);
  const choice = firstChoice(choices);
  const delta = spokenIn(choice?.delta);
  const own = firstText(choice?.text) || firstText(choice?.content);
  const usage = counted ?? choice?.usage ?? groq?.usage;
  const inDelta = isFields(choice?.delta) ? choice.delta['finish_reason'] : undefined;
  return {
    ...delta,
    answer: delta.answer || own,
    message: (choice?.message ?? undefined) === undefined ? undefined : spokenIn(choice?.message),
    reason: reasonIn(
      choice?.finish_reason ??
        choice?.finishReason ??
        inDelta ??
        (choices === undefined ? undefined : beside),
    ),
    error: failureInEvent({ error: choice?.error ?? groq?.error }),
    usage: usage && usageOf(usage),
  };
}

/** Choices of a piece that are looked at. */
const mostChoices = 100;

/** Other choices are other answers, whoever asked for them. Some servers write the choice in place of a list, or a map. */
function firstChoice(choices: unknown): z.output<typeof choiceSchema> | undefined {
  for (const one of listOf(choices)) {
    const { data } = choiceSchema.safeParse(one);
    if (data && (data.index ?? 0) === 0) return data;
  }
  return undefined;
}

function listOf(choices: unknown): readonly unknown[] {
  if (Array.isArray(choices)) return choices.slice(0, mostChoices);
  if (!isFields(choices)) return [];
  return 'delta' in choices || 'message' in choices || 'text' in choices ? [choices] : [choices['0']];
}

function usageOf(usage: Usage): ExpertUsage {
  const promptTokens = usage.prompt_tokens ?? usage.input_tokens;
  const answerTokens = usage.completion_tokens ?? usage.output_tokens;
  // Services that count thinking apart, such as Gemini and xAI, bill for it all the same: the sum has it.
  const rest = (usage.total_tokens ?? 0) - (promptTokens ?? Infinity);
  return {
    promptTokens,
    answerTokens: answerTokens === undefined ? undefined : Math.max(answerTokens, rest),
    usd: billIn(usage),
  };
}

/** OpenRouter bills in dollars and says so. Behind a key of the person's own its fee is the smaller part of two bills. */
function billIn({ cost, is_byok: ownKey, cost_details: details }: Usage): number | undefined {
  if (!ownKey) return cost;
  const upstream = details?.upstream_inference_cost;
  return upstream === undefined ? undefined : upstream + (cost ?? 0);
}

function spokenIn(message: unknown): Content {
  if (!isFields(message)) return contentOf(message);
  const content = contentOf(message['content'] ?? message['text'] ?? message['message']);
  const refusal = firstText(message['refusal']);
  const said = {
    ...content,
    thinking: thinkingIn(message) + content.thinking,
    refusal: refusal + content.refusal,
  };
  return isThought(message) ? { ...said, answer: '', thinking: said.thinking + said.answer } : said;
}

/** Gemini marks a piece of its thinking beside the text, for gateways that ask for it. */
function isThought({ extra_content: extra }: Fields): boolean {
  const google = isFields(extra) ? extra['google'] : undefined;
  return isFields(google) && google['thought'] === true;
}
