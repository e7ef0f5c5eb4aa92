/**
 * Who may ask: a named key, of which nothing but its hash is kept, and what it may. Keys are 256 random bits, so that
 * one round of SHA-256 is enough and no salt is needed.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a key may; whatever is absent is bound by the server alone. */
export const keyLimits = z.strictObject({
  /** Ids of the experts that it may have asked. */
  experts: z.array(z.string().min(1).max(300)).min(1).max(1000).optional(),
  /** Routes at once, in each server. */
  concurrency: z.number().int().min(1).max(1000).optional(),
  /** Questions in a minute, in each server. */
  perMinute: z.number().int().min(1).max(100_000).optional(),
  /** US dollars in a day and in a month, by the calendar in UTC; in all servers of one store together. */
  usdPerDay: z.number().min(0).max(1e6).optional(),
  usdPerMonth: z.number().min(0).max(1e6).optional(),
  /** It may see the figures of all keys. */
  dashboard: z.boolean().optional(),
});

export const keySchema = keyLimits.extend({
  name: z.string().regex(/^[\w .@-]{1,80}$/, 'has 1 to 80 letters, digits, blanks, and . _ @ -'),
  sha256: z.string().regex(/^[\da-f]{64}$/),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});

export type KeyLimits = z.infer<typeof keyLimits>;
export type ServerKey = z.infer<typeof keySchema>;

/** The keys as they are at this moment. */
export interface Keys {
  readonly current: readonly ServerKey[];
}

/** A key, and what is kept of it. */
export function newKey(
  name: string,
  limits: KeyLimits,
  now: Date,
): { readonly secret: string; readonly key: ServerKey } {
  const secret = `der-${randomBytes(32).toString('base64url')}`;
  return { secret, key: { name, sha256: hashOf(secret), createdAt: now.toISOString(), ...limits } };
}

/** The key that is presented; undefined where it is none of these or was revoked. */
export function keyPresented(keys: readonly ServerKey[], secret: string): ServerKey | undefined {
  const hash = Buffer.from(hashOf(secret), 'hex');
  // Every key is compared, so that time tells nothing.
  const found = keys.filter((key) => timingSafeEqual(Buffer.from(key.sha256, 'hex'), hash));
  return found.find(isValid);
}

export function isValid({ revokedAt }: ServerKey): boolean {
  return revokedAt === undefined;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
