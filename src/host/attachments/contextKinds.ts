/** All kinds of context, in the order in which they are offered. */
import type { AttachmentKind } from '../../der/prompt/attachments';
import { file } from './kinds/file';
import { image } from './kinds/image';
import { folder } from './kinds/folder';
import { gitDiff } from './kinds/gitDiff';
import { openEditors } from './kinds/openEditors';
import { problems } from './kinds/problems';
import { selection } from './kinds/selection';
import { symbol } from './kinds/symbol';
import { inOnePiece, matchOf } from './match';
import { pdfCompletions } from './pdf/pdfFiles';
import type { ContextContent, Reference, ContextKind } from './reference';

const contextKinds: Record<AttachmentKind, ContextKind> = {
  selection,
  file,
  image,
  openEditors,
  problems,
  gitDiff,
  symbol,
  folder,
};

/** Those of one thing each are found by their own name. */
const named: ReadonlySet<AttachmentKind> = new Set(['selection', 'openEditors', 'problems', 'gitDiff']);

/** What may be meant by what was typed after `@`, the likeliest first. A kind that fails offers nothing and holds up nobody. */
export async function completionsFor(query: string): Promise<readonly Reference[]> {
  const completions = [...Object.values(contextKinds).map((source) => source.completions), pdfCompletions];
  const found = await Promise.all(
    completions.map((completionsOf) => completionsOf(query).catch((): readonly Reference[] => [])),
  );
  if (query === '') return found.flat();
  return found
    .flat()
    .map((reference) => ({ reference, match: likenessOf(reference, query) }))
    .filter(({ match }) => match !== undefined)
    .sort((a, b) => b.match! - a.match!)
    .map(({ reference }) => reference);
}

/** Undefined where it is not meant: what there is one of is meant by a piece of its name, not by letters spread over it. */
function likenessOf(
  { kind, label, detail = '', symbol: name }: Reference,
  query: string,
): number | undefined {
  const likeness = matchOf(name ?? label, query);
  if (!named.has(kind)) return likeness ?? 0;
  const called = [detail, kind].map((word) => matchOf(word, query) ?? 0);
  // A file comes before what is selected in it.
  const best = Math.max((likeness ?? 0) - 1, ...called);
  return best >= inOnePiece ? best : undefined;
}

/** What is attached, as it is now. @throws Error that says why it cannot be read and what to do. */
export function read(reference: Reference, dist: string): Promise<ContextContent> {
  return reference.kept
    ? Promise.resolve(reference.kept)
    : contextKinds[reference.kind].read(reference, dist);
}
