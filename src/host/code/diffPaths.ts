/** The files that the two header lines of a diff name, as git, diff and models write them. */

/** Paths of a header; undefined where there is no file on that side, or none is named. */
export interface HeaderPaths {
  readonly old: string | undefined;
  readonly now: string | undefined;
  readonly created: boolean;
  readonly deleted: boolean;
}

/** What stands behind a path: a time, or which of the two it is. */
const behind =
  /\s(?:\d{4}-\d\d-\d\d[ T]\d\d:.*|\((?:old|new|original|modified|updated|before|after|current|existing|new file)\))$/i;
/** Words in place of a name. */
const unnamed = /^(?:original|modified|old|new|before|after|current|updated)(?: file| version)?$/i;

/** @param oldLine `--- a/src/cart.ts`, @param newLine `+++ b/src/cart.ts` */
export function headerPaths(oldLine: string, newLine: string): HeaderPaths {
  const [old, now] = [pathIn(oldLine), pathIn(newLine)];
  const [bareOld, bareNow] = [withoutPrefix(old, /^[ai]\//), withoutPrefix(now, /^[bw]\//)];
  const isPrefixed = (name: string, bare: string | undefined) => bare !== undefined || isNone(name);
  // One side alone has a prefix where it is the other's name without it.
  const both = isPrefixed(old, bareOld) && isPrefixed(now, bareNow);
  const strips = both || bareOld === now || bareNow === old;
  const named = (name: string, bare: string | undefined) =>
    isNone(name) || unnamed.test(name)
      ? undefined
      : ((strips ? bare : undefined) ?? name).replace(/^\.\//, '');
  return {
    old: named(old, bareOld),
    now: named(now, bareNow),
    created: isNone(old),
    deleted: isNone(now),
  };
}

function pathIn(line: string): string {
  const said = line.slice(4).split('\t', 1)[0]!.trim().slice(0, 5000);
  return unquoted(said.replace(behind, '').trim()).replaceAll('\\', '/');
}

function isNone(name: string): boolean {
  return name === '/dev/null' || name.toLowerCase() === 'nul';
}

function withoutPrefix(name: string, prefix: RegExp): string | undefined {
  return prefix.test(name) ? name.slice(2) : undefined;
}

/** Git quotes names with unusual characters. */
export function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replace(/\\(["\\])/g, '$1') : name;
}
