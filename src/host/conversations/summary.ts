/** What a list shows of a conversation, and what it is found by. */
import { readLines } from '../../der/storage/readLines';
import { titleOf, type LogLine } from './log';

export interface Summary {
  /** As the person named it, else the first line of the first question; empty before that. */
  readonly title: string;
  /** Questions that were asked. */
  readonly count: number;
  /** The questions, cut to a length that can be searched at once. */
  readonly text: string;
  /** Title of the conversation that it branched off. */
  readonly branchOf?: string;
  /** The file is no conversation of a version that this program reads; it is kept. */
  readonly unreadable?: true;
}

const mostText = 2000;

/** Every line that tells something of a summary holds one of these. In an answer the quotes would be escaped. */
const telling = ['"started"', '"title"', '"branchOf"'] as const;

/** Of a conversation's file as its bytes: the first line, and those that may tell something. Answers are not even decoded. */
export function tellingLines(file: Buffer): string {
  const starts = new Set([0]);
  for (const word of telling) {
    for (let at = file.indexOf(word); at >= 0;) {
      starts.add(file.lastIndexOf('\n', at) + 1);
      const end = file.indexOf('\n', at);
      at = end < 0 ? -1 : file.indexOf(word, end);
    }
  }
  const lines = [...starts].sort((a, b) => a - b);
  return lines.map((start) => lineAt(file, start)).join('\n');
}

/** Whether a line may tell something of a summary, by its bytes alone. */
export function tells(line: Buffer): boolean {
  return telling.some((word) => line.includes(word));
}

/** As `tellingLines`, of a file that is too long to be read at once. @throws the file system's error */
export async function tellingLinesOf(path: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of readLines(path)) {
    if (lines.length === 0 || (line && tells(line))) lines.push(line?.toString('utf8') ?? '');
  }
  return lines.join('\n');
}

function lineAt(file: Buffer, start: number): string {
  const end = file.indexOf('\n', start);
  return file.toString('utf8', start, end < 0 ? file.length : end);
}

/** @param lines of its file, those at least that tell something; undefined where that cannot be read. */
export function summaryOf(lines: readonly LogLine[] | undefined): Summary {
  if (!lines) return { title: 'Cannot be read', count: 0, text: '', unreadable: true };
  let named: string | undefined;
  let branchOf: string | undefined;
  const questions = new Map<string, string>();
  for (const line of lines) {
    if ('title' in line) named = line.title;
    else if ('branchOf' in line) branchOf = line.branchOf.title;
    else if ('event' in line && line.event.type === 'started') questions.set(line.route, line.event.question);
  }
  const asked = [...questions.values()];
  const text = asked.map((question) => question.slice(0, mostText).replace(/\s+/g, ' ')).join(' · ');
  return {
    title: named ?? titleOf(asked[0] ?? ''),
    count: questions.size,
    text: text.slice(0, mostText),
    ...(branchOf !== undefined && { branchOf }),
  };
}
