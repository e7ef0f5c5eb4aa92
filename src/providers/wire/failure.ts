/** What a server said instead of an answer: a status that is no success, or an error within a stream. */
import { endWithin, readBounded } from './body';
import { isFields, type Fields } from './json';
import { serverWords, type ServerWords } from './words';

/** Characters of an error's body that are read; whatever it says, it says at its start. */
const mostOfError = 65_536;
/** How long an error's body may take to come, once its status is there. */
const errorMs = 3_000;

/** The message is the same for all: whoever wraps it judges an error by its message. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure';
  /** What the server said, as it said it, and the codes it gave. */
  readonly words: ServerWords;

  constructor(
    /** HTTP status; 200 for an error within a stream. */
    readonly status: number,
    /** The body, or the value of the event that told of the error. */
    body: unknown,
    readonly headers: Headers = new Headers(),
  ) {
    super('The server refused.');
    this.words = serverWords(body);
  }
}

/** The failure of a response that is no success. Reads a bounded part of its body, for a bounded time. */
export async function failureOf(response: Response): Promise<ServerFailure> {
  const body = await endWithin(errorMs, (signal) => readBounded(response, mostOfError, signal));
  return new ServerFailure(response.status, body, response.headers);
}

/** The failure among the causes of an error; undefined where there is none. */
export function failureIn(error: unknown): ServerFailure | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth++) {
    if (cause instanceof ServerFailure) return cause;
    cause = cause.cause;
  }
  return undefined;
}

/** The error that an event of a stream tells of; undefined where it tells of none. */
export function failureInEvent(value: Fields): ServerFailure | undefined {
  // MiniMax tells what went wrong beside a list of choices that is empty.
  const beside = value['base_resp'];
  const said = [value['error'], value['errors'], isFields(beside) ? beside['status_code'] : undefined];
  if (said.some(says)) return new ServerFailure(200, value);
  const answers = 'choices' in value || 'usage' in value || 'delta' in value || 'done' in value;
  return complains(value) && !answers ? new ServerFailure(200, value) : undefined;
}

/** Proxies send the field with every piece, empty where nothing went wrong: 0, nothing, an object of nothing. */
function says(error: unknown): boolean {
  if (typeof error === 'object' && error !== null) return Object.values(error).some(says);
  return Boolean(error);
}

/** The words of a failure stand at the top, and no code beside them says that all is well. */
function complains(value: Fields): boolean {
  const { status } = value;
  const failed = typeof status === 'string' && /^(?:error|fail(?:ed|ure)?)$/i.test(status);
  if (failed || 'detail' in value || value['success'] === false) return true;
  // Without a code it may as well greet.
  const coded = 'code' in value ? value['msg'] : undefined;
  const words = [value['message'], value['error_msg'], value['error_message'], coded];
  return words.some((one) => typeof one === 'string' && one !== '') && !fine.has(String(value['code']));
}

const fine: ReadonlySet<string> = new Set(['0', '200', 'ok', 'OK', 'success', 'Success']);
