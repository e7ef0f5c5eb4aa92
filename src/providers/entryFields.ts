/** Fields of an entry of the pool that several kinds of experts share; each kind's schema is beside its provider. */
import { z } from 'zod';
import { parseBaseUrl } from './address';

export const text = (description: string) =>
  z.string().trim().min(1, 'must not be empty').describe(description);
export const positive = (description: string) => z.number().positive('must be above 0').describe(description);
const tokens = (description: string) =>
  z.int('must be a whole number').positive('must be above 0').describe(description);
export const address = (description: string) =>
  text(description).refine((value) => parseBaseUrl(value) !== undefined, {
    error:
      'must be an address such as "http://127.0.0.1:11434", starting with http:// or https://, without user name, password or query',
  });

export const common = {
  id: text('Unique in the pool. Default: the model, or the kind of a built-in tool.').optional(),
  name: text('Shown in the editor. Default: the id.').optional(),
  enabled: z.boolean().describe('Whether it joins the pool.').default(true),
};

export const model = {
  paramsB: positive(
    'Size in billions of parameters (total, not active). Default: as the server reports.',
  ).optional(),
  contextTokens: tokens('Tokens that prompt and answer together may take.').optional(),
  images: z
    .boolean()
    .describe('Whether it can be shown images. Default: as its server or models.dev says, else not.')
    .optional(),
  maxAnswerTokens: tokens('Upper limit of one answer in tokens, thinking included.').optional(),
};

export const key = {
  apiKeyName: z
    .string()
    .regex(
      /^[A-Za-z_][\w.-]{0,63}$/,
      'must be the name of a stored key or environment variable, such as "OPENAI_API_KEY"',
    )
    .describe(
      'Name of a key stored with "DER: Set API Key", or of an environment variable. Never the key itself.',
    )
    .optional(),
};

export const price = {
  price: z
    .strictObject({
      promptPerMtok: z
        .number()
        .nonnegative('must be 0 or above')
        .describe('US dollars per million prompt tokens.'),
      answerPerMtok: z
        .number()
        .nonnegative('must be 0 or above')
        .describe('US dollars per million answer tokens.'),
    })
    .describe('Price in US dollars per million tokens. Default: as models.dev lists it, else unknown.')
    .optional(),
};

export const away = {
  leavesMachine: z
    .boolean()
    .describe(
      'Whether text sent to it leaves this machine. Default: yes, unless its address is a loopback one.',
    )
    .optional(),
};
