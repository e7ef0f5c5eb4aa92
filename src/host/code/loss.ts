/** How much of a file a change deletes. */
import { diffLines } from 'diff';
import { t } from '@vscode/l10n';
import { language } from '../../language';

/** Milliseconds; what is not compared by then counts by its lines alone. */
const timeMs = 500;

export interface Loss {
  /** Lines of the file that are not in the new text any more. */
  readonly deleted: number;
  readonly lines: number;
}

/** Undefined where at most half of the file goes. */
export function lossOf(before: string, after: string): Loss | undefined {
  const lines = countLines(before);
  if (lines === 0) return undefined;
  const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
  const pieces = diffLines(ended(before), ended(after), { timeout: timeMs });
  const deleted = pieces
    ? pieces.filter(({ removed }) => removed).reduce((sum, { count }) => sum + count, 0)
    : lines - shared(before, after);
  return deleted * 2 > lines ? { deleted, lines } : undefined;
}

/** `deletes 31 of 45 lines`. */
export function lossWords({ deleted, lines }: Loss): string {
  return t('deletes {0} of {1} lines', deleted.toLocaleString(language), lines.toLocaleString(language));
}

function countLines(text: string): number {
  return text === '' ? 0 : text.split('\n').length - Number(text.endsWith('\n'));
}

function shared(before: string, after: string): number {
  const kept = new Set(after.split('\n'));
  return before.split('\n').filter((line) => kept.has(line)).length;
}
