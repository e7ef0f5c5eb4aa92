/** A request for a message, as Anthropic's clients send it: https://docs.claude.com/en/api/messages. */
import { z } from 'zod';
import type { Ends } from '../answer';
import { contentOf, contentSchema, mostMessages, type Message } from '../conversation';
import { callsNoTools, isGiven, unsupported } from '../requestProblem';
import { derOfBody } from '../routeSettings';

const asked = {
  model: z.string().max(300),
  system: contentSchema,
  messages: z
    .array(z.looseObject({ role: z.enum(['user', 'assistant', 'system']), content: contentSchema }))
    .min(1)
    .max(mostMessages),
  tools: z.array(z.unknown()).nullish(),
  tool_choice: z.looseObject({ type: z.string() }).nullish(),
  mcp_servers: z.array(z.unknown()).nullish(),
};

/** Tokens are counted for a request that is not asked yet. */
export const countSchema = z.looseObject(asked);

/** Fields that are not named are taken and change nothing, as temperature: experts have their own. */
export const messagesSchema = z.looseObject({
  ...asked,
  max_tokens: z.number().int().min(1),
  stop_sequences: z.array(z.string().max(1000)).max(16).nullish(),
  stream: z.boolean().nullish(),
  /** Shows drafts as thinking. */
  thinking: z.looseObject({ type: z.string() }).nullish(),
  output_format: z.unknown().optional(),
  output_config: z.looseObject({ format: z.unknown().optional() }).nullish(),
  der: derOfBody,
});

type Asked = z.infer<typeof countSchema>;

/** @throws RequestProblem for content that cannot be passed on, a tool's result among it */
export function messagesOf({ system, messages }: Asked): Message[] {
  const told = contentOf(system).text;
  return [
    ...(told === '' ? [] : [{ role: 'system', text: told } as const]),
    ...messages.map(({ role, content }) => ({ role, ...contentOf(content) })),
  ];
}

export function endsOf({ stop_sequences, max_tokens }: z.infer<typeof messagesSchema>): Ends {
  return { stop: (stop_sequences ?? []).filter((mark) => mark !== ''), maxTokens: max_tokens };
}

/** @throws RequestProblem for what an ensemble cannot promise */
export function refuseWhatCannotBe({
  tools,
  tool_choice,
  mcp_servers,
  output_format,
  output_config,
}: z.infer<typeof messagesSchema>): void {
  if ((tools?.length ?? 0) > 0 && tool_choice?.type !== 'none') throw callsNoTools('tools');
  if ((mcp_servers?.length ?? 0) > 0) throw callsNoTools('mcp_servers');
  const form = isGiven(output_format) ? 'output_format' : 'output_config.format';
  if (isGiven(output_format ?? output_config?.format))
    throw unsupported(form, 'No form of the answer is guaranteed: ask for it in words');
}
