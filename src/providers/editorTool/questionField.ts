/** Where the question goes: a tool is asked like a built-in one, with the person's words and nothing that was made up. */
import { z } from 'zod';

const schema = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
const textual = z.object({
  type: z.union([z.literal('string'), z.array(z.unknown()).refine((types) => types.includes('string'))]),
  enum: z.undefined().optional(),
  const: z.undefined().optional(),
});

/** Names of fields that take words to look for. */
const usual = /^(?:q|query|question|search|prompt|text|topic|term|keywords?|input)$/i;

/**
 * The one field that a tool cannot do without, where that takes text of any kind; where it needs none, the one by whose
 * name it takes words to look for. Undefined where a question alone is not enough to call it.
 */
export function questionField(inputSchema: unknown): string | undefined {
  const read = schema.safeParse(inputSchema);
  if (!read.success) return undefined;
  const { properties = {}, required = [] } = read.data;
  const takesText = (name: string) => textual.safeParse(properties[name]).success;
  if (required.length > 1) return undefined;
  const [only] =
    required.length === 1 ? required : Object.keys(properties).filter((name) => usual.test(name));
  return only !== undefined && takesText(only) ? only : undefined;
}
