/** A diff of git without what it says of files that hold secrets. */
import { textHoldsSecret } from '../../providers/builtin/secretText';

/** @param holds whether a file of this path holds secrets. */
export function withoutSecretFiles(diff: string, holds: (path: string) => boolean): string {
  const parts = diff.split(/^(?=diff --(?:git|cc|combined) )/m);
  return parts.filter((part) => !pathsOf(part).some(holds) && !textHoldsSecret(part)).join('');
}

/** Of the file before and after, as the heads of the part name them. */
function pathsOf(part: string): string[] {
  const heads = part.slice(0, longestHead).split('\n');
  const end = heads.findIndex((line) => line.startsWith('@@'));
  return heads.slice(0, end < 0 ? heads.length : end).flatMap((line) => {
    const named = /^(?:---|\+\+\+|rename (?:from|to)|copy (?:from|to)) "?(?:[abciow]\/)?([^\t"]+)/.exec(
      line,
    )?.[1];
    const both = /^diff --\w+ "?(?:a\/)?(.+?)"? "?(?:b\/)?([^ "]+)"?$/.exec(line.slice(0, longestLine));
    return [named, both?.[1], both?.[2]].flatMap((path) => path ?? []);
  });
}

const longestHead = 20_000;
const longestLine = 2_000;
