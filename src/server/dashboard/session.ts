/**
 * Who looks at the dashboard: a cookie that is signed by the hash of a key, so that every server knows it, it ends with
 * the key, and no page can read or send it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isValid, type ServerKey } from '../keys/key';

const hours = 8;

/** @param now milliseconds since 1970 */
export function cookieOf(key: ServerKey, now: number): string {
  const until = String(now + hours * 3_600_000);
  const name = Buffer.from(key.name).toString('base64url');
  return `${name}.${until}.${signed(key, until)}`;
}

/** The key that a cookie stands for; undefined where it is too old, or of no key that is valid. */
export function keyOfCookie(cookie: string, keys: readonly ServerKey[], now: number): ServerKey | undefined {
  const [name = '', until = '', signature = ''] = cookie.split('.');
  if (!(Number(until) > now)) return undefined;
  const wanted = Buffer.from(name, 'base64url').toString();
  const own = keys.filter((key) => key.name === wanted && isValid(key));
  return own.find((key) => isEqual(signed(key, until), signature));
}

export const cookieSeconds = hours * 3600;

function signed({ name, sha256 }: ServerKey, until: string): string {
  return createHmac('sha256', Buffer.from(sha256, 'hex'))
    .update(`dashboard ${name} ${until}`)
    .digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
