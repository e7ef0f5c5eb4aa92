/** What servers of every kind refuse alike, in words that say what to do. */
import { ExpertError } from '../der/core/expertErrors';
import { serverSentence } from './apiKeys';
import { waitOf, waitText } from './retryAfter';
import type { ServerFailure } from './wire/failure';

const redirections: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const mostOfAddress = 200;

/** The error of a server that sends on to another address, where nothing is sent; undefined for any other failure. */
export function redirection(
  failure: ServerFailure,
  { baseUrl, apiKey }: { readonly baseUrl: string; readonly apiKey?: string | undefined },
): ExpertError | undefined {
  if (!redirections.has(failure.status)) return undefined;
  const location = failure.headers.get('location') ?? '';
  const where = location === '' ? 'elsewhere' : `to ${serverSentence(location, apiKey, mostOfAddress)}`;
  return new ExpertError(
    'bad_request',
    `${baseUrl} redirects ${where.replace(/\.$/, '')}, and nothing was sent there. If that is the right address, set "baseUrl" to it.`,
    { cause: failure },
  );
}

/** Says nothing beyond the status. */
const plain =
  /^(?:(?:the )?(?:server |service |system )?(?:is )?(?:overloaded|unavailable|busy|temporarily unavailable)|service temporarily unavailable|too many requests|rate limit(?:ed| reached| exceeded))[.!]?$/i;

/** A server that has no room now, or not yet: with what it says, if that is more than this. */
export function overloaded(baseUrl: string, said: string, failure: ServerFailure): string {
  return `${baseUrl} is overloaded${waitText(waitOf(failure))}.${besides(said, failure)}`;
}

/** What a server says of a limit or of its state, as a sentence behind ours; empty where it says no more than the status. */
export function besides(said: string, failure: ServerFailure): string {
  return failure.words.said === '' || plain.test(said) ? '' : ` It says: ${said}`;
}
