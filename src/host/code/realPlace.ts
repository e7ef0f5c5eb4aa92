/** Where a path really leads: a link in a folder must not carry a change out of it. */
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/**
 * The path of a file below its root once links are followed, with slashes; undefined where it lies outside. The file
 * and folders above it need not be there yet. A link that leads nowhere lies outside: who follows it, makes its target.
 */
export async function realPlace(root: string, file: string): Promise<string | undefined> {
  const [realRoot, realFile] = [await realpath(root).catch(() => undefined), await followed(file)];
  if (realRoot === undefined || realFile === undefined) return undefined;
  const inside = relative(realRoot, realFile);
  const outside = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return outside ? undefined : inside.split(sep).join('/');
}

/** The path with the links of all that is there followed; undefined for a link that leads nowhere. */
async function followed(file: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let there = file; ; there = dirname(there)) {
    if (await isThere(there)) {
      const real = await realpath(there).catch(() => undefined);
      return real === undefined ? undefined : join(real, ...missing);
    }
    if (dirname(there) === there) return undefined;
    missing.unshift(basename(there));
  }
}

/** A link is there, wherever it leads. */
function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
