/** A request for a chat completion, as OpenAI's clients send it: https://platform.openai.com/docs/api-reference/chat. */
import { z } from 'zod';
import type { Ends } from '../answer';
import { contentOf, contentSchema, mostMessages, type Message } from '../conversation';
import { callsNoTools, isGiven, unsupported } from '../requestProblem';
import { derOfBody } from '../routeSettings';

const roles = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: undefined,
  function: undefined,
} as const;

const messageSchema = z.looseObject({
  role: z.enum(Object.keys(roles) as [keyof typeof roles]),
  content: contentSchema,
});

/** Some clients write "no limit" as a number below one. */
const count = z.number().int().nullish();

/** Fields that are not named are taken and change nothing, as temperature: experts have their own. */
export const chatSchema = z.looseObject({
  model: z.string().max(300),
  messages: z.array(messageSchema).min(1).max(mostMessages),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  stop: z.union([z.string().max(1000), z.array(z.string().max(1000)).max(16)]).nullish(),
  max_tokens: count,
  max_completion_tokens: count,
  n: z.number().nullish(),
  tools: z.array(z.unknown()).nullish(),
  functions: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  function_call: z.unknown().optional(),
  modalities: z.array(z.string()).nullish(),
  web_search_options: z.unknown().optional(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
  logprobs: z.boolean().nullish(),
  der: derOfBody,
});

export type ChatRequest = z.infer<typeof chatSchema>;

/** @throws RequestProblem for a tool's result, and for content that cannot be passed on */
export function messagesOf({ messages }: Pick<ChatRequest, 'messages'>): Message[] {
  return messages.map(({ role, content }) => {
    const known = roles[role];
    if (known === undefined)
      throw unsupported('messages', 'Results of tools cannot be passed on', `messages of role ${role}`);
    return { role: known, ...contentOf(content) };
  });
}

export function endsOf({ stop, max_tokens, max_completion_tokens }: ChatRequest): Ends {
  const marks = typeof stop === 'string' ? [stop] : (stop ?? []);
  const tokens = max_completion_tokens ?? max_tokens ?? 0;
  return { stop: marks.filter((mark) => mark !== ''), maxTokens: tokens >= 1 ? tokens : undefined };
}

/** @throws RequestProblem for what an ensemble cannot promise; leaving it out silently would mislead. */
export function refuseWhatCannotBe(request: ChatRequest): void {
  const { n, tools, functions, tool_choice, function_call, response_format, logprobs } = request;
  const { modalities, web_search_options } = request;
  if (n !== undefined && n !== null && n !== 1) throw unsupported('n', 'One answer is given to a question');
  if ((tools?.length ?? 0) > 0 && tool_choice !== 'none') throw callsNoTools('tools');
  if ((functions?.length ?? 0) > 0 && function_call !== 'none') throw callsNoTools('functions');
  if (isGiven(web_search_options)) throw callsNoTools('web_search_options');
  if (modalities?.some((one) => one !== 'text'))
    throw unsupported('modalities', 'The ensemble answers in text alone');
  if (response_format && response_format.type !== 'text')
    throw unsupported('response_format', 'No form of the answer is guaranteed: ask for it in words');
  if (logprobs) throw unsupported('logprobs', 'An ensemble has no probabilities of tokens');
}
