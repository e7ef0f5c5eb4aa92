/** Requests as Ollama's clients send them: https://github.com/ollama/ollama/blob/main/docs/api.md. */
import { z } from 'zod';
import type { Ends } from '../answer';
import { mostMessages, type Message } from '../conversation';
import { imageOfBase64 } from '../images';
import { callsNoTools, isGiven, unsupported } from '../requestProblem';
import { derOfBody } from '../routeSettings';

/** What both ways of asking share. Options that are not named are taken and change nothing. */
const shared = {
  model: z.string().max(300),
  stream: z.boolean().nullish(),
  /** Shows drafts as thinking. */
  think: z.union([z.boolean(), z.string()]).nullish(),
  format: z.unknown().optional(),
  logprobs: z.boolean().nullish(),
  options: z
    .looseObject({
      num_predict: z.number().int().nullish(),
      stop: z.union([z.string().max(1000), z.array(z.string().max(1000)).max(16)]).nullish(),
    })
    .nullish(),
  der: derOfBody,
};

const images = z.array(z.unknown()).max(1000).nullish();

export const chatSchema = z.looseObject({
  ...shared,
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'user', 'assistant', 'tool']),
        content: z.string().nullish(),
        images,
      }),
    )
    .max(mostMessages)
    .nullish(),
  tools: z.array(z.unknown()).nullish(),
});

export const generateSchema = z.looseObject({
  ...shared,
  prompt: z.string().nullish(),
  system: z.string().nullish(),
  suffix: z.string().nullish(),
  images,
});

type Shared = Pick<z.infer<typeof chatSchema>, 'options' | 'format' | 'logprobs'>;

/** @throws RequestProblem for what no expert takes */
export function messagesOf({ messages, tools }: z.infer<typeof chatSchema>): Message[] {
  if ((tools?.length ?? 0) > 0) throw callsNoTools('tools');
  return (messages ?? []).map(({ role, content, images: pictures }) => {
    if (role === 'tool')
      throw unsupported('messages', 'Results of tools cannot be passed on', 'messages of role tool');
    return { role, text: content ?? '', ...shown(pictures) };
  });
}

/** @throws RequestProblem for what no expert takes */
export function promptOf({
  prompt,
  system,
  suffix,
  images: pictures,
}: z.infer<typeof generateSchema>): Message[] {
  if (suffix) throw unsupported('suffix', 'The ensemble answers questions, it fills no gaps in code');
  const told: Message[] = system ? [{ role: 'system', text: system }] : [];
  return [...told, { role: 'user', text: prompt ?? '', ...shown(pictures) }];
}

/** @throws RequestProblem for what is no image */
function shown(pictures: z.infer<typeof images>): Pick<Message, 'images'> {
  return pictures && pictures.length > 0 ? { images: pictures.map(imageOfBase64) } : {};
}

/** @throws RequestProblem where a form is asked for, or probabilities */
export function endsOf({ options, format, logprobs }: Shared): Ends {
  if (isGiven(format) && format !== '')
    throw unsupported('format', 'No form of the answer is guaranteed: ask for it in words');
  if (logprobs) throw unsupported('logprobs', 'An ensemble has no probabilities of tokens');
  const stop = options?.stop ?? [];
  const tokens = options?.num_predict ?? 0;
  return {
    stop: (typeof stop === 'string' ? [stop] : stop).filter((mark) => mark !== ''),
    // Ollama writes "no limit" as a number below one.
    maxTokens: tokens >= 1 ? tokens : undefined,
  };
}
