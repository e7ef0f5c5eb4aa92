/** The body of a request, as its schema says. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { RequestProblem } from './requestProblem';

/** Bytes of a body: a question of the greatest length with the turns before it. */
export const mostBodyBytes = 8 * 1024 * 1024;

/** @throws RequestProblem that names what is wrong first */
export async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (encoding !== 'identity')
    throw new RequestProblem(
      415,
      'unsupported_encoding',
      'Send the body as it is, without Content-Encoding.',
    );
  const parsed = schema.safeParse(jsonOf(await c.req.text()));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue!.path.map(String).join('.').slice(0, 200);
  if (where === '') throw invalid(`The request cannot be read: ${issue!.message}.`);
  const isMissing = issue!.code === 'invalid_type' && issue!.message.endsWith('undefined');
  throw invalid(isMissing ? `${where} is missing.` : `${where} is wrong: ${issue!.message}.`, where);
}

function invalid(message: string, param?: string): RequestProblem {
  return new RequestProblem(400, 'invalid_request', message, param);
}

/** @throws RequestProblem */
function jsonOf(text: string): unknown {
  try {
    // A mark before the text says that it is UTF-8, as all of it is.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new RequestProblem(400, 'invalid_json', 'The body is no JSON. Send one JSON object.');
  }
}
