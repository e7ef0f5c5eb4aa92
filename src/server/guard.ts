/**
 * Who is let in. A web page that the person visits can send requests to this machine, and a name that it owns can point
 * here: so nothing that says it comes from a page is answered, and without keys nothing that was sent to another name.
 */
import { keyPresented, type ServerKey, type Keys } from './keys/key';
import { RequestProblem } from './requestProblem';

export interface Door {
  /** Undefined where everybody who reaches the server may ask. */
  readonly keys: Keys | undefined;
  /** Names beside those of this machine under which it is reached. */
  readonly hosts: readonly string[];
  /** Web pages that may ask, as `https://chat.example`. */
  readonly origins: readonly string[];
}

const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** The key that was presented; undefined where none is asked for. @throws RequestProblem */
export function admitted(headers: Headers, door: Door): ServerKey | undefined {
  refusePages(headers, door);
  if (!door.keys) {
    refuseOtherNames(headers, door);
    return undefined;
  }
  const presented = keyOf(headers);
  const key = presented === undefined ? undefined : keyPresented(door.keys.current, presented);
  if (key) return key;
  const what = presented === undefined ? 'No key was sent.' : 'The key that was sent is unknown or revoked.';
  throw new RequestProblem(401, 'invalid_api_key', `${what} Send one as "Authorization: Bearer …".`);
}

/** In the header of OpenAI's clients, or of Anthropic's. A key in an address would be logged on its way. */
function keyOf(headers: Headers): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-api-key') ?? undefined;
}

function refusePages(headers: Headers, { origins }: Door): void {
  const origin = headers.get('origin');
  const isPage = origin !== null || ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
  if (!isPage || (origin !== null && origins.includes(origin))) return;
  const its = origin === null || origin === 'null' ? '' : ` ${JSON.stringify(origin.slice(0, 200))}`;
  throw new RequestProblem(
    403,
    'origin_not_allowed',
    `Web pages may not ask here. Start the server with --allow-origin${its} to let one in.`,
  );
}

function refuseOtherNames(headers: Headers, { hosts }: Door): void {
  const host = (headers.get('host') ?? '').toLowerCase().replace(/:\d+$/, '');
  // An address of this machine is no name that somebody else could point here.
  if (isLoopback(host) || hosts.includes(host)) return;
  throw new RequestProblem(
    403,
    'host_not_allowed',
    'This server is not reached under that name. Use 127.0.0.1, or start it with --allow-host.',
  );
}

/** Whether an address can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return ownNames.has(host) || /^127(?:\.\d{1,3}){3}$/.test(host);
}
