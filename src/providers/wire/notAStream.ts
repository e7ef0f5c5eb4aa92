/** A success that is no answer: what it is instead, and what to do. */
import { ExpertError } from '../../der/core/expertErrors';
import { serverSentence } from '../apiKeys';
import { protocolOf } from './protocols';
import { htmlTitle, looksLikeHtml } from './words';

/** Characters of a body that are shown. */
const mostShown = 120;

/**
 * @param document the body, or the part of it that is no answer; empty where nothing came.
 * @param expected what should have come, for example "a stream of chat completions".
 * @param advice what to do, a whole sentence.
 */
export function notAStream(
  server: { baseUrl: string; apiKey?: string | undefined },
  document: string,
  expected: string,
  advice: string,
): ExpertError {
  const spoken = protocolOf(document);
  if (spoken !== undefined) {
    const { name, advice: other } = spoken;
    return new ExpertError(
      'malformed_stream',
      `${server.baseUrl} speaks ${name}, which is not ${expected}. ${other}`,
    );
  }
  const shown = (text: string): string => serverSentence(text, server.apiKey, mostShown).replace(/\.$/, '');
  const title = looksLikeHtml(document) ? htmlTitle(document) : undefined;
  const what =
    document.trim() === ''
      ? 'answered with success and sent nothing'
      : looksLikeHtml(document)
        ? `sent a web page${title === undefined ? '' : ` ("${shown(title)}")`}`
        : /\w/.test(document.slice(0, mostShown))
          ? `sent "${shown(document).replaceAll('"', "'")}"`
          : 'sent something that is no text';
  return new ExpertError(
    'malformed_stream',
    `${server.baseUrl} ${what}, which is not ${expected}. ${advice}`,
  );
}
