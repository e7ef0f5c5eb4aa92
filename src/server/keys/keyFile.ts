/** The file of the keys, and a server's view of it: what is added or revoked counts within a second, without a restart. */
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { privateFileMode } from '../../der/storage/privateFiles';
import { isValid, keySchema, newKey, type ServerKey, type KeyLimits, type Keys } from './key';
import { jsonOf } from '../../der/text/json';

const fileSchema = z.strictObject({ version: z.literal(1), keys: z.array(keySchema).max(10_000) });

/** Keys from a file; none where the file is not there. @throws Error that says what to do. */
export async function readKeys(file: string): Promise<ServerKey[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read: ${error.message}.`);
  });
  if (text === undefined) return [];
  const parsed = fileSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.keys;
  throw new Error(`${file} holds no keys of DER. Name another file, or make one with "keys add NAME".`);
}

/** Adds a key. @returns the key itself, which is kept nowhere. @throws Error where the name is taken or is none. */
export async function addKey(file: string, name: string, limits: KeyLimits, now: Date): Promise<string> {
  const keys = await readKeys(file);
  if (keys.some((key) => key.name === name && isValid(key)))
    throw new Error(`There is a key named "${name}". Revoke it first, or choose another name.`);
  const { secret, key } = newKey(name, limits, now);
  const parsed = keySchema.safeParse(key);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`A key’s ${issue!.path.join('.')} ${issue!.message}.`);
  }
  await write(file, [...keys, parsed.data]);
  return secret;
}

/** Revokes the keys of a name. @throws Error where nobody has it. */
export async function revokeKey(file: string, name: string, now: Date): Promise<void> {
  const keys = await readKeys(file);
  if (!keys.some((key) => key.name === name && isValid(key)))
    throw new Error(`There is no key named "${name}" that could be revoked.`);
  const revokedAt = now.toISOString();
  await write(
    file,
    keys.map((key) => (key.name === name ? { revokedAt, ...key } : key)),
  );
}

const everyMs = 500;

/** The keys of a file, read again whenever it changed. */
export class WatchedKeys implements Keys {
  current: readonly ServerKey[] = [];
  private seen = '';
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly file: string,
    private readonly warn: (line: string) => void,
  ) {}

  /** @throws Error that says what to do */
  static async open(file: string, warn: (line: string) => void): Promise<WatchedKeys> {
    const keys = new WatchedKeys(file, warn);
    await keys.read();
    keys.watch();
    return keys;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private watch(): void {
    this.timer = setTimeout(() => void this.look().finally(() => this.watch()), everyMs);
    this.timer.unref();
  }

  /** What cannot be read changes nothing: files are replaced whole, so that it will be readable again. */
  private async look(): Promise<void> {
    await this.read().catch((error: Error) => this.warn(error.message));
  }

  private async read(): Promise<void> {
    const signs = await stat(this.file).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      (error: NodeJS.ErrnoException) => error.code ?? 'unknown',
    );
    if (signs === this.seen) return;
    this.seen = signs;
    this.current = await readKeys(this.file);
  }
}

/** Whole or not at all: a server that reads meanwhile must not find half of it. */
async function write(file: string, keys: readonly ServerKey[]): Promise<void> {
  const aside = `${file}.${process.pid}`;
  const text = `${JSON.stringify({ version: 1, keys }, undefined, 2)}\n`;
  await writeFile(aside, text, { mode: privateFileMode });
  await rename(aside, file);
}
