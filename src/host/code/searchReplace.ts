/** The way of writing a change that shows the old lines above the new ones, between marks as of a merge. */
import type { FileDiff, Hunk, HunkLine } from './fileDiff';

const start = /^<{5,9} ?(?:SEARCH|ORIGINAL|OLD)\b/;
const middle = /^={5,9}\s*$/;
const end = /^>{5,9} ?(?:REPLACE|UPDATED|NEW)\b/;
/** A path, whatever separates its folders: with an ending, or below a folder. */
const path = /^(?:[\w@.+~()[\]-][\w@.+~()[\] -]*[/\\])*[\w@.+~()[\] -]*\.\w{1,12}$/;
const inFolder = /^(?:[\w@.+~-]+[/\\])+[\w@.+~-]+$/;
/** Longer lines name no file. */
const longestPath = 300;

/** Whether the lines are such a change; what conflicts of git look like is none. */
export function isSearchReplace(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => start.test(line));
  const begins = lines.slice(0, Math.max(0, first)).filter((line) => line.trim() !== '').length <= 1;
  // One whose end is missing was cut off, and is no code that could go anywhere.
  return first >= 0 && begins;
}

/** A file for each name above a change; none where there is no name. */
export function parseSearchReplace(lines: readonly string[]): FileDiff[] {
  const files = new Map<string | undefined, { readonly hunks: Hunk[]; created: boolean }>();
  let named: string | undefined;
  let old: string[] | undefined;
  let fresh: string[] | undefined;
  for (const line of lines) {
    const isStart = start.test(line);
    if (old && fresh && (isStart || end.test(line))) {
      // The next change begins where the end of this one was forgotten.
      if (isStart && fresh.at(-1)?.trim() === '' && old.at(-1)?.trim() !== '') fresh.pop();
      const file = files.get(named) ?? { hunks: [], created: false };
      const created = old.every((one) => one.trim() === '');
      file.created ||= created;
      file.hunks.push({
        header: '',
        oldStart: undefined,
        lines: change(created ? [] : old, fresh),
        noNewline: undefined,
      });
      files.set(named, file);
      old = fresh = undefined;
    } else if (old && !isStart && !fresh && middle.test(line)) fresh = [];
    else if (old && !isStart) (fresh ?? old).push(line);
    else if (!isStart) named = pathIn(line) ?? named;
    if (isStart) [old, fresh] = [[], undefined];
  }
  const diffs = [...files].map(([name, { hunks, created }]): FileDiff =>
    created && name !== undefined && hunks.length === 1
      ? { oldPath: undefined, newPath: name, kind: 'created', hunks }
      : { oldPath: name, newPath: name, kind: 'changed', hunks },
  );
  const cut: FileDiff = { oldPath: named, newPath: named, kind: 'changed', hunks: [], cutOff: true };
  return old ? [...diffs, cut] : diffs;
}

/** The file that a line above a change names, in whatever marks. */
function pathIn(line: string): string | undefined {
  if (line.length > longestPath) return undefined;
  const said = line
    .trim()
    .replace(/^(?:\/\/|#+|--|<!--|\/\*)\s*/, '')
    .replace(/(?:-->|\*\/)$/, '')
    .trimEnd()
    .replace(/^[*_`"']{1,4}|[*_`"':]{1,4}$/g, '');
  return path.test(said) || inFolder.test(said) ? said.replaceAll('\\', '/') : undefined;
}

/** Lines that both sides begin and end with are what the change stands between. */
function change(old: readonly string[], fresh: readonly string[]): HunkLine[] {
  const most = Math.min(old.length, fresh.length);
  let before = 0;
  while (before < most && old[before] === fresh[before]) before++;
  let after = 0;
  while (after < most - before && old.at(-1 - after) === fresh.at(-1 - after)) after++;
  const as = (kind: HunkLine['kind'], lines: readonly string[]) => lines.map((text) => ({ kind, text }));
  return [
    ...as('context', old.slice(0, before)),
    ...as('removed', old.slice(before, old.length - after)),
    ...as('added', fresh.slice(before, fresh.length - after)),
    ...as('context', old.slice(old.length - after)),
  ];
}
