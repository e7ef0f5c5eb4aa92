/** What a list shows of a conversation, and what it is found by. */
import { titleOf, type Line } from './log';

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
    for (let at = file.indexOf(word); at >= 0; at = file.indexOf(word, at + word.length)) {
      starts.add(file.lastIndexOf('\n', at) + 1);
    }
  }
  const lines = [...starts].sort((a, b) => a - b);
  return lines.map((start) => lineAt(file, start)).join('\n');
}

function lineAt(file: Buffer, start: number): string {
  const end = file.indexOf('\n', start);
  return file.toString('utf8', start, end < 0 ? file.length : end);
}

/** @param lines of its file, those at least that tell something; undefined where that cannot be read. */
export function summaryOf(lines: readonly Line[] | undefined): Summary {
  if (!lines) return { title: 'Cannot be read', count: 0, text: '', unreadable: true };
  let named: string | undefined;
  let branchOf: string | undefined;
  const questions: string[] = [];
  for (const line of lines) {
    if ('title' in line) named = line.title;
    else if ('branchOf' in line) branchOf = line.branchOf.title;
    else if ('event' in line && line.event.type === 'started') questions.push(line.event.question);
  }
  const text = questions.map((question) => question.replace(/\s+/g, ' ')).join(' · ');
  return {
    title: named ?? titleOf(questions[0] ?? ''),
    count: questions.length,
    text: text.slice(0, mostText),
    ...(branchOf !== undefined && { branchOf }),
  };
}
