/** The question, from the command line or from standard input. */
import { questionError, mostQuestionCharacters } from '../../der/core/question';
import { UsageError } from './options';
import { textOrRefused } from './readText';

/** Bytes that may hold a question of the greatest length in UTF-8; what is beyond is not read. */
const mostBytes = 4 * mostQuestionCharacters + 1;

/** @throws UsageError when there is nothing to ask, or too much. */
export async function askedQuestion(fromArguments: string | undefined): Promise<string> {
  const question = fromArguments ?? (process.stdin.isTTY ? '' : await read(process.stdin));
  const wrong = questionError(question);
  if (wrong) throw new UsageError(wrong);
  return question;
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) break;
  }
  return textOrRefused(Buffer.concat(chunks), 'What comes on standard input').trimEnd();
}
