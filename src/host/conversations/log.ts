/** The lines of a conversation's file: JSON, one thing that happened each, the schema's version in the first. */
import type { RouteEvent } from '../../der/trace/events';
import type { Rating } from '../../webview/protocol';

const header = { format: 'der-conversation', version: 1 };

/** The first line of every file. */
export const firstLine = JSON.stringify(header);

export type Line = EventLine | RatingLine | TitleLine | BranchLine;

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
  readonly branchOf: Origin;
}

export interface Origin {
  readonly id: string;
  /** As it was when the branch began. */
  readonly title: string;
}

/**
 * The lines of a file; what is torn or of an unknown kind is left out.
 * Undefined where it is not a conversation of a version this program reads.
 */
export function parseLog(text: string): Line[] | undefined {
  const [first = '', ...lines] = text.split('\n');
  const start = parse(first) as Partial<typeof header> | undefined;
  if (start?.format !== header.format || start.version !== header.version) return undefined;
  return lines.map(parse).filter(isLine);
}

function isLine(entry: unknown): entry is Line {
  const line = entry as Partial<EventLine & RatingLine & TitleLine & BranchLine> | null | undefined;
  if (line?.route) return line.event !== undefined || line.rated !== undefined;
  return line?.title !== undefined || line?.branchOf !== undefined;
}

function parse(line: string): unknown {
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
