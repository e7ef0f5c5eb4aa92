/** The lines of an answer of Ollama, checked: versions, forks and proxies differ in what they put into them. */
import { z } from 'zod';
import type { Chunk } from '../wire/chunk';
import { contentOf, thinkingIn } from '../wire/content';
import { duration, tokenCount } from '../wire/counts';
import { finishOf, reasonIn } from '../wire/finish';
import { isFields } from '../wire/json';
import { cutField } from './wire';

const nothing = z.unknown().optional();
const lineSchema = z.object({
  message: nothing,
  /** Of completions, and of servers that speak both. */
  response: nothing,
  thinking: nothing,
  done: z.boolean().optional().catch(undefined),
  done_reason: nothing,
  prompt_eval_count: tokenCount,
  eval_count: tokenCount,
  load_duration: duration,
  [cutField]: z.literal(true).optional(),
});

/**
 * What one line says. Fields that are not what they should be count as absent.
 * @throws ExpertError where the answer ended for a bad reason, or for one that is not known.
 */
export function* chunksOf(part: unknown, model: string): Generator<Chunk> {
  const plain = plainChunk(part);
  if (plain) return yield plain;
  const line = lineSchema.parse(isFields(part) ? part : {});
  const message = isFields(line.message) ? line.message : { content: line.message, thinking: line.thinking };
  const content = contentOf(message['content'] ?? line.response);
  const text = {
    answer: content.answer,
    thinking: thinkingIn(message) + content.thinking,
    cut: line[cutField],
  };
  if (!line.done) return yield text;
  const last = {
    ...text,
    // A count of 0 is left out by the server, so absent stays unknown.
    usage: { promptTokens: line.prompt_eval_count, answerTokens: line.eval_count },
    timing: { loadMs: line.load_duration === undefined ? undefined : line.load_duration / 1e6 },
  };
  let finish: Chunk['finish'];
  try {
    // Servers before 0.1.43 give no reason.
    finish = finishOf(model, reasonIn(line.done_reason) ?? 'stop');
  } catch (ending) {
    // What came along with a bad end is kept, as all that came before it.
    yield last;
    throw ending;
  }
  yield { ...last, finish };
}

const usual: ReadonlySet<string> = new Set(['role', 'content', 'thinking']);

/** Most lines are one token of text, and need no schema to be sure of that. */
function plainChunk(part: unknown): Chunk | undefined {
  if (!isFields(part) || part['done'] !== false || cutField in part) return undefined;
  const { message } = part;
  if (!isFields(message) || typeof message['content'] !== 'string') return undefined;
  const { content, thinking } = message;
  for (const name in message) if (!usual.has(name) && message[name] !== null) return undefined;
  if (thinking !== undefined && typeof thinking !== 'string') return undefined;
  return { answer: content, thinking };
}
