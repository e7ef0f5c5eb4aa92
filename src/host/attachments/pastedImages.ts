/** Images that were pasted or dropped into the question box: files of their own, named by what they hold. */
import { createHash } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { imageTypeOf, mostImageBytes } from '../../der/prompt/images';
import { makePrivateFolder } from '../../der/storage/privateFiles';
import { tooLarge } from './kinds/image';
import type { Reference } from './reference';

/** An image that was asked with lies in its conversation; until then it is kept this long. */
const keptMs = 7 * 24 * 3_600_000;

/** @throws Error where it is no image, or too large. */
export async function keepPasted(folder: string, name: string, base64: string): Promise<Reference> {
  const bytes = Buffer.from(base64, 'base64');
  const mediaType = imageTypeOf(bytes);
  if (!mediaType) throw new Error(t('{0} is no PNG, JPEG, GIF or WebP image. Attach one of these.', name));
  if (bytes.length > mostImageBytes) throw new Error(tooLarge(name));
  await makePrivateFolder(folder);
  await dropOld(folder);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const path = join(folder, `${digest}.${mediaType.slice('image/'.length)}`);
  await writeFile(path, bytes, { mode: 0o600 });
  return { kind: 'image', label: `${name} (${digest.slice(0, 4)})`, uri: vscode.Uri.file(path).toString() };
}

async function dropOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > keptMs) await rm(path, { force: true });
  }
}
