/**
 * Who may ask: named keys, of which the file holds nothing but hashes. Keys are 256 random bits, so that one round of
 * SHA-256 is enough and no salt is needed.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { privateFileMode } from '../der/storage/privateFiles';

const keySchema = z.strictObject({
  name: z.string().regex(/^[\w .@-]{1,80}$/),
  sha256: z.string().regex(/^[\da-f]{64}$/),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});
const fileSchema = z.strictObject({ version: z.literal(1), keys: z.array(keySchema).max(10_000) });

export type StoredKey = z.infer<typeof keySchema>;

/** Keys from a file; none where the file is not there. @throws Error that says what to do. */
export async function readKeys(file: string): Promise<StoredKey[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read: ${error.message}.`);
  });
  if (text === undefined) return [];
  const parsed = fileSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.keys;
  throw new Error(`${file} holds no keys of DER. Name another file, or make one with --add-key NAME.`);
}

/** Adds a key. @returns the key itself, which is kept nowhere. @throws Error where the name is taken or no name. */
export async function addKey(file: string, name: string, now: Date): Promise<string> {
  const keys = await readKeys(file);
  if (keys.some((key) => key.name === name && key.revokedAt === undefined))
    throw new Error(`There is a key named "${name}". Revoke it first, or choose another name.`);
  const { key, stored: made } = newKey(name, now);
  const stored = keySchema.safeParse(made);
  if (!stored.success) throw new Error('A key’s name has 1 to 80 letters, digits, blanks, and . _ @ -.');
  await write(file, [...keys, stored.data]);
  return key;
}

/** A key and what is kept of it. */
export function newKey(name: string, now: Date): { readonly key: string; readonly stored: StoredKey } {
  const key = `der-${randomBytes(32).toString('base64url')}`;
  return { key, stored: { name, sha256: hashOf(key), createdAt: now.toISOString() } };
}

/** Revokes the keys of a name. @throws Error where nobody has it. */
export async function revokeKey(file: string, name: string, now: Date): Promise<void> {
  const keys = await readKeys(file);
  if (!keys.some((key) => key.name === name && key.revokedAt === undefined))
    throw new Error(`There is no key named "${name}" that could be revoked.`);
  const revokedAt = now.toISOString();
  await write(
    file,
    keys.map((key) => (key.name === name ? { revokedAt, ...key } : key)),
  );
}

/** The name of the key that is presented; undefined where it is none of these or was revoked. */
export function nameOfKey(keys: readonly StoredKey[], presented: string): string | undefined {
  const hash = Buffer.from(hashOf(presented), 'hex');
  // Every key is compared, so that time tells nothing.
  const found = keys.filter((key) => timingSafeEqual(Buffer.from(key.sha256, 'hex'), hash));
  return found.find((key) => key.revokedAt === undefined)?.name;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whole or not at all: a server that starts meanwhile must not find half of it. */
async function write(file: string, keys: readonly StoredKey[]): Promise<void> {
  const aside = `${file}.${process.pid}`;
  const text = `${JSON.stringify({ version: 1, keys }, undefined, 2)}\n`;
  await writeFile(aside, text, { mode: privateFileMode });
  await rename(aside, file);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
