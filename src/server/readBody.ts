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
  const { path, message } = told(parsed.error.issues[0]!);
  const where = path.map(String).join('.').slice(0, 200);
  if (where === '') throw invalid(`The request cannot be read: ${message}.`);
  const isMissing = message.endsWith('received undefined');
  throw invalid(isMissing ? `${where} is missing.` : `${where} is wrong: ${message}.`, where);
}

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>;

/** Of a field that may be of several kinds, what is wrong with it as the kind that it is of. */
function told(issue: z.core.$ZodIssue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const kinds = issue.errors.flatMap(([first]) => (first ? [{ first, ...told(first) }] : []));
  const meant = kinds.find(({ first, path }) => path.length > 0 || first.code !== 'invalid_type');
  const { path, message } = meant ?? { path: [], message: ofSeveral(kinds) ?? issue.message };
  return { path: [...issue.path, ...path], message };
}

/** "expected string, received number" of one kind and the like of another become one sentence. */
function ofSeveral(kinds: readonly Issue[]): string | undefined {
  const parts = kinds.map(({ message }) => /^Invalid input: expected (\w+), (received \w+)$/.exec(message));
  const expected = parts.map((part) => part?.[1]);
  if (parts.length === 0 || expected.includes(undefined)) return undefined;
  return `Invalid input: expected ${expected.join(' or ')}, ${parts[0]![2]}`;
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
