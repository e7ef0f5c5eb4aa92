/** All kinds of context, in the order in which they are offered. */
import type { AttachmentKind } from '../../der/prompt/attachments';
import { file } from './kinds/file';
import { folder } from './kinds/folder';
import { gitDiff } from './kinds/gitDiff';
import { openEditors } from './kinds/openEditors';
import { problems } from './kinds/problems';
import { selection } from './kinds/selection';
import { symbol } from './kinds/symbol';
import { matchOf } from './match';
import type { Content, Reference, Source } from './reference';

const sources: Record<AttachmentKind, Source> = {
  selection,
  file,
  openEditors,
  problems,
  gitDiff,
  symbol,
  folder,
};

/** Those of one thing each are found by their own name. */
const named: ReadonlySet<AttachmentKind> = new Set(['selection', 'openEditors', 'problems', 'gitDiff']);

/** What may be meant by what was typed after `@`. A kind that fails offers nothing and holds up nobody. */
export async function offersFor(query: string): Promise<readonly Reference[]> {
  const found = await Promise.all(
    Object.values(sources).map((source) => source.offers(query).catch((): readonly Reference[] => [])),
  );
  const words = ({ label, detail, kind }: Reference) => `${label} ${detail ?? ''} ${kind}`;
  return found.flat().filter((one) => !named.has(one.kind) || matchOf(words(one), query) !== undefined);
}

/** What is attached, as it is now. @throws Error that says why it cannot be read and what to do. */
export function read(reference: Reference): Promise<Content> {
  return reference.kept ? Promise.resolve(reference.kept) : sources[reference.kind].read(reference);
}
