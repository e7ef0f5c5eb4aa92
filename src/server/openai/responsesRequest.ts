/** A request for a response: https://platform.openai.com/docs/api-reference/responses. */
import { z } from 'zod';
import { contentOf, contentSchema, mostMessages, type Message } from '../conversation';
import { callsNoTools, isGiven, unsupported } from '../requestProblem';
import { derOfBody } from '../routeSettings';

const item = z.looseObject({
  type: z.string().optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']).optional(),
  content: contentSchema,
});

/** Parts of an input that are other things than messages, and why there is no place for them. */
const otherItems: Readonly<Record<string, string>> = {
  function_call: 'Results of tools cannot be passed on',
  function_call_output: 'Results of tools cannot be passed on',
  item_reference: 'Responses are not stored: send the turns',
};

export const responsesSchema = z.looseObject({
  model: z.string().max(300),
  input: z.union([z.string(), z.array(item).min(1).max(mostMessages)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().min(1).nullish(),
  tools: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  previous_response_id: z.string().nullish(),
  conversation: z.unknown().optional(),
  prompt: z.unknown().optional(),
  include: z.array(z.string()).nullish(),
  background: z.boolean().nullish(),
  text: z.looseObject({ format: z.looseObject({ type: z.string() }).nullish() }).nullish(),
  der: derOfBody,
});

type ResponsesRequest = z.infer<typeof responsesSchema>;

/** @throws RequestProblem for what an ensemble cannot promise; leaving it out silently would mislead. */
export function refuseWhatCannotBe({
  tools,
  tool_choice,
  previous_response_id,
  background,
  text,
  ...request
}: ResponsesRequest): void {
  if ((tools?.length ?? 0) > 0 && tool_choice !== 'none') throw callsNoTools('tools');
  if (previous_response_id)
    throw unsupported('previous_response_id', 'Responses are not stored: send the turns');
  if (isGiven(request.conversation))
    throw unsupported('conversation', 'Responses are not stored: send the turns');
  if (isGiven(request.prompt)) throw unsupported('prompt', 'No prompts are kept here: send instructions');
  if (background) throw unsupported('background', 'Responses are not stored');
  if (request.include?.includes('message.output_text.logprobs'))
    throw unsupported(
      'include',
      'An ensemble has no probabilities of tokens',
      'message.output_text.logprobs',
    );
  const form = text?.format?.type ?? 'text';
  if (form !== 'text')
    throw unsupported('text.format', 'No form of the answer is guaranteed: ask for it in words');
}

/** @throws RequestProblem for what cannot be passed on */
export function messagesOf({ input, instructions }: ResponsesRequest): Message[] {
  const told: Message[] = instructions ? [{ role: 'system', text: instructions }] : [];
  if (typeof input === 'string') return [...told, { role: 'user', text: input }];
  const said = input.flatMap(({ type = 'message', role = 'user', content }): Message | [] => {
    // Clients send what they were shown of it back.
    if (type === 'reasoning') return [];
    if (type !== 'message') {
      const items = `items of type ${JSON.stringify(type.slice(0, 40))}`;
      throw unsupported('input', otherItems[type] ?? 'Text and images alone are passed on', items);
    }
    return { role: role === 'developer' ? 'system' : role, ...contentOf(content) };
  });
  return [...told, ...said];
}
