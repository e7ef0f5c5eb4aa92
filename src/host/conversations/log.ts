/** The lines of a conversation's file: JSON, one thing that happened each, the schema's version in the first. */
import type { RouteEvent } from '../../der/trace/events';
import type { Rating } from '../../webview/protocol';
import { lineSchema } from './lineSchema';

const header = { format: 'der-conversation', version: 1 };

/** The first line of every file. */
export const firstLine = JSON.stringify(header);

export type LogLine = EventLine | RatingLine | TitleLine | BranchLine;

export interface EventLine {
  readonly route: string;
  readonly event: RouteEvent;
}

/** A later rating of the same answer replaces the earlier one; null takes it back. */
export interface RatingLine {
  readonly route: string;
  readonly rated: { readonly step: number; readonly rating: Rating | null };
}

/** A later title replaces the earlier one. */
interface TitleLine {
  readonly title: string;
}

/** The conversation whose beginning this one shares. */
interface BranchLine {
  readonly branchOf: RouteOrigin;
}

export interface RouteOrigin {
  readonly id: string;
  /** As it was when the branch began. */
  readonly title: string;
}

/** Whether a file that begins with this line is a conversation; a header may be torn, as any line. */
export function isHeader(line: string): boolean {
  const start = jsonOf(line) as Partial<typeof header> | undefined;
  return (
    (start?.format === header.format && start.version === header.version) ||
    (line !== '' && firstLine.startsWith(line))
  );
}

/**
 * What a line after the first one holds. `torn`: its end was never written, since the program was ended or the disk
 * was full; nothing in it was ever complete. `wrong`: it is no line of this program.
 */
export function parseLine(text: string): LogLine | 'blank' | 'torn' | 'wrong' {
  if (text.trim() === '') return 'blank';
  const content = jsonOf(text);
  if (content === undefined) return text.startsWith('{') ? 'torn' : 'wrong';
  const line = lineSchema.safeParse(content);
  if (line.success) return line.data as unknown as LogLine;
  // Two windows that begin a file at once both begin it with the first line.
  return isHeader(text) ? 'blank' : 'wrong';
}

/**
 * The lines of a file that can be read.
 * Undefined where it is not a conversation of a version this program reads.
 */
export function parseLog(text: string): LogLine[] | undefined {
  const [first = '', ...lines] = text.split('\n');
  if (!isHeader(first)) return undefined;
  return lines.map(parseLine).filter((line) => typeof line === 'object');
}

function jsonOf(line: string): unknown {
  // An error for each of many lines takes long.
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const longestTitle = 80;

/** One line of at most 80 characters. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0]!.replace(/\s+/g, ' ');
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1).trimEnd()}…` : line;
}
