/** Finds words in the questions and answers of conversations, as their files hold them: code and all. */
import { setImmediate } from 'node:timers/promises';
import { readLines } from '../../der/storage/readLines';
import type { ConversationStore, Listed } from './store';

/** Shorter words are in everything. */
const leastTyped = 3;

/** Bytes of a line that is looked at; longer ones are no answers that anybody reads. */
const longestLine = 4 * 1024 * 1024;
/** Characters that are shown before the words that were found, and altogether. */
const [shownBefore, shownLength] = [30, 120];

/** By id of the conversation, a passage of each that holds what was typed. What was found is dropped when it is aborted. */
export async function passagesIn(
  store: ConversationStore,
  listed: readonly Pick<Listed, 'id'>[],
  typed: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const words = typed.trim();
  if (words.length < leastTyped) return found;
  for (const { id } of listed) {
    const passage = await passageIn(store.fileOf(id), words, signal);
    if (signal.aborted) break;
    if (passage !== undefined) found.set(id, passage);
  }
  return found;
}

/** A file's passage with the words, on one line; undefined where it has none, or cannot be read. */
async function passageIn(file: string, words: string, signal: AbortSignal): Promise<string | undefined> {
  const wanted = words.toLowerCase();
  // As JSON writes it: most lines are passed over without being read as such.
  const escaped = JSON.stringify(wanted).slice(1, -1);
  try {
    for await (const line of readLines(file, { longestBytes: longestLine })) {
      if (signal.aborted) return undefined;
      if (!line || !(line.includes('"answered"') || line.includes('"started"'))) continue;
      const text = line.toString('utf8');
      if (!text.toLowerCase().includes(escaped)) continue;
      const passage = passageOf(textOf(text), wanted);
      if (passage !== undefined) return passage;
      await setImmediate();
    }
  } catch {
    // Deleted meanwhile, or not readable: there is nothing to find in it.
  }
  return undefined;
}

/** What was asked, or answered; empty where the line tells something else, or was torn. */
function textOf(line: string): string {
  try {
    const { event } = JSON.parse(line) as { event?: { type?: string; question?: unknown; answer?: unknown } };
    const text = event?.type === 'answered' ? event.answer : event?.type === 'started' ? event.question : '';
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

function passageOf(text: string, wanted: string): string | undefined {
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return undefined;
  const start = Math.max(0, at - shownBefore);
  const passage = text.slice(start, start + shownLength).replace(/\s+/g, ' ');
  return `${start > 0 ? '… ' : ''}${passage.trim()}`;
}
