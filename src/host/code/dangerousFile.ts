/**
 * Files that run something by themselves, or decide what runs or who gets in: when a folder is opened, at a commit,
 * at an installation, in a pipeline, at the next log-in. A change of one is named as what it is before it is applied,
 * and is never applied together with others.
 */
import { dangerOfPlace, files, folders, kinds, type KnownDanger } from './dangerousNames';

/** Why a file is dangerous, as a key of the words that the editor shows. */
export type Danger = KnownDanger | 'alias' | 'lookalike';

/** Longer names are on no list, and none of them is read by a regular expression. */
const longestName = 255;

/**
 * Why the file at this path, relative to its workspace, is dangerous; undefined where it is not. Names count as the
 * most forgiving file system takes them: any case, `.git.`, `GIT~1`, `.git::$INDEX_ALLOCATION`, invisible letters.
 */
export function dangerOf(path: string): Danger | undefined {
  const segments = path.split(/[/\\]/).map(plainName);
  for (const segment of segments) {
    const danger = folders.get(segment) ?? (short.test(segment) ? 'alias' : undefined);
    if (danger) return danger;
  }
  if (path.split(/[/\\]/).some(looksLikeAnother)) return 'lookalike';
  const name = segments.at(-1) ?? '';
  if (name.length > longestName) return undefined;
  const known = files.get(name) ?? kinds.find(([pattern]) => pattern.test(name))?.[1];
  return known ?? dangerOfPlace(segments.slice(0, -1), name);
}

/** Windows calls a long name by eight letters as well, and by letters of its own choice where many begin alike. */
const short = /^[^.~]{1,6}~\d{1,6}(\.[^.]{0,3})?$/;

/** Letters that look like Latin ones, and signs that look like dots and slashes. */
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const seeming =
  /[\u0131\u0237\u0250-\u02af\u1d00-\u1d2b\u2024-\u2026\u2044\u2215\u29f5\u29f8\ufe52\ufe68\uff0e\uff0f\uff3c]/;

/** Signs that lead elsewhere, as addresses write them: some program on the way may read them. */
const written = /%(?:25)*(?:2e|2f|5c|c0|c1|00)/i;

/** A name that is another one to the eye: a word of two alphabets, or signs that seem to be dots and slashes. */
function looksLikeAnother(segment: string): boolean {
  const name = segment.slice(0, longestName);
  const words = name.match(/\p{L}+/gu) ?? [];
  return (
    seeming.test(name) || written.test(name) || words.some((word) => /[a-z]/i.test(word) && alike.test(word))
  );
}

/** The name that a file system may take this one for. */
function plainName(segment: string): string {
  const [name = ''] = segment
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\p{M}\p{DI}]/gu, '')
    .split(':', 1);
  const lower = withoutEnd(name).toLowerCase();
  const begins = /^([a-z0-9_-]{1,6})~\d$/.exec(lower)?.[1];
  if (begins === undefined) return lower;
  return [...folders.keys()].find((folder) => folder.replace(/\W/g, '').startsWith(begins)) ?? lower;
}

/** Windows drops dots and blanks at the end of a name. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return name.slice(0, end);
}
