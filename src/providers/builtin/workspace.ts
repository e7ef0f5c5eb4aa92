/** The provider kind `workspace`: quotes the passages of a folder's files that a question is about, or declines. */
import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { CancelledError, DeclinedError, ExpertError } from '../../der/core/expertErrors';
import type { Expert, ExpertEvent, Passage } from '../../der/core/experts';
import { fenceWord, visibleName } from '../../der/text/unseen';
import type { ProviderServices } from '../services';
import { SecretPatterns } from './secretFiles';
import { looksLikeIdentifier, namedIn, termsOf } from './terms';
import { WorkspaceIndex, type Found, type Hit } from './workspaceIndex';
import { workspaceKind, type WorkspaceEntry } from './workspaceKind';

/** Share of the question's weight, by rarity of its terms, that a passage must hold to be about it. */
const leastCoverage = 0.5;
/** Passages with less than this share of the best score only repeat its commoner words. */
const leastShare = 0.55;
const mostPassages = 3;
/** Tests say less about how a thing works than the thing itself. */
const testFactor = 0.7;

/** Indexes outlive the experts of one question: a folder is read once, then only what changed. */
const indexes = new Map<string, WorkspaceIndex>();
const mostIndexes = 4;

/** @throws ExpertError when there is no folder to read. */
export async function workspaceExpert(entry: WorkspaceEntry, services: ProviderServices): Promise<Expert> {
  const folder = entry.root ?? services.workspaceRoot;
  if (folder === undefined)
    throw new ExpertError('bad_request', 'no folder is open. Open one, or set its "root".');
  const root = resolve(services.workspaceRoot ?? '.', folder);
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new ExpertError('bad_request', `${root} is not a folder. Correct its "root".`);
  return {
    id: entry.id ?? entry.kind,
    name: entry.name ?? 'Workspace',
    ...workspaceKind.traits,
    costB: 0,
    costEstimated: false,
    leavesMachine: false,
    readsWorkspace: true,
    price: { promptPerMtok: 0, answerPerMtok: 0 },
    async retrieve(question, signal): Promise<readonly Passage[]> {
      const found = await search(root, services.secretFiles ?? [], question, signal);
      return relevant(question, found).map(passageOf);
    },
    async *ask({ question }, signal): AsyncGenerator<ExpertEvent> {
      const found = await search(root, services.secretFiles ?? [], question, signal);
      const hits = relevant(question, found);
      if (hits.length === 0)
        throw new DeclinedError(['No file of the folder is about this.', ...notes(found, [])].join(' '));
      yield { type: 'delta', text: quotation(hits, found) };
      yield { type: 'done', finish: 'stop', verified: false, usage: {}, timing: {} };
    },
  };
}

async function search(
  root: string,
  secretFiles: readonly string[],
  question: string,
  signal: AbortSignal,
): Promise<Found> {
  if (signal.aborted) throw new CancelledError();
  const key = JSON.stringify([root, ...secretFiles]);
  const index = indexes.get(key) ?? new WorkspaceIndex(root, await SecretPatterns.of(secretFiles));
  indexes.delete(key);
  indexes.set(key, index);
  if (indexes.size > mostIndexes) indexes.delete(indexes.keys().next().value!);
  try {
    return await index.find(question, signal);
  } catch (error) {
    throw signal.aborted ? new CancelledError() : error;
  }
}

/** The passages that hold most of what the question is about, best first and without overlaps. */
function relevant(question: string, { hits, weights }: Found): Hit[] {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const [only] = weights.keys();
  const named = namedIn(question);
  const isAbout = ({ terms, subjects, text }: Hit): boolean => {
    if (weights.size > 1) return terms.size >= 2;
    // A single word is in many a comment by chance: it must be a subject, a name, or come again.
    if (only === undefined) return false;
    const times = termsOf(text).filter((term) => term === only).length;
    return subjects.has(only) || times >= 2 || looksLikeIdentifier(question, only);
  };
  const ranked = hits
    .map((hit) => {
      const held = [...hit.terms].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
      const ofNamed = Math.max(0, ...named.map((name) => heldOf(name, hit, weights)));
      // Who names a thing of the code means it, whatever words of the world stand around.
      const meant = ofNamed > 0.5;
      const coverage = Math.max(total > 0 ? held / total : 0, meant ? ofNamed : 0);
      const factor = isTest(hit.path) && !weights.has('test') ? testFactor : 1;
      // A passage with every word of the question beats one that repeats its rarest.
      return { hit, coverage, meant, rank: hit.score * coverage ** 2 * factor };
    })
    .filter(({ hit, coverage, meant }) => coverage >= leastCoverage && (meant || isAbout(hit)))
    .sort((a, b) => b.rank - a.rank);
  const chosen: Hit[] = [];
  for (const { hit, rank } of ranked) {
    if (chosen.length === mostPassages || rank < leastShare * ranked[0]!.rank) break;
    if (!chosen.some((other) => overlap(other, hit))) chosen.push(hit);
  }
  return chosen;
}

/** How much of `Cart.totalCents` a passage holds, by the weight of its names; the last one it must hold. */
function heldOf(name: readonly string[], { terms, subjects }: Hit, weights: Found['weights']): number {
  const last = name.at(-1)!;
  // A plain word that is called, "run()", is in many a comment.
  if (!terms.has(last) || (name.length === 1 && !subjects.has(last))) return 0;
  const sum = (some: readonly string[]) => some.reduce((all, term) => all + (weights.get(term) ?? 0), 0);
  return sum(name.filter((term) => terms.has(term))) / sum(name);
}

function isTest(path: string): boolean {
  return /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)\.\w+$/i.test(path);
}

function overlap(a: Hit, b: Hit): boolean {
  const end = ({ line, text }: Hit) => line + text.split('\n').length;
  return a.path === b.path && a.line < end(b) && b.line < end(a);
}

function passageOf(hit: Hit): Passage {
  const { line, text } = withoutBlankEnds(hit);
  return { label: `${visibleName(hit.path)}:${line}`, language: extname(hit.path).slice(1), text };
}

function quotation(hits: readonly Hit[], found: Found): string {
  const quoted = hits.map((hit) => {
    const { line, text } = withoutBlankEnds(hit);
    const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
    const fence = '`'.repeat(longest + 1);
    const path = visibleName(hit.path).replaceAll('`', '\\u{60}');
    return `\`${path}:${line}\`\n\n${fence}${fenceWord(extname(hit.path).slice(1))}\n${text}\n${fence}`;
  });
  return [...quoted, ...notes(found, hits)].join('\n\n');
}

/** What was left out of the search, and of the passages that are quoted. */
function notes({ files, leftOut }: Found, hits: readonly Hit[]): string[] {
  const { more, large, secrets, binary, cut } = leftOut;
  const all = [
    more && `Only the first ${files} files of the folder were searched.`,
    list('Not searched for their size', large),
    binary > 0 && `Not searched: ${binary} ${binary === 1 ? 'file that is' : 'files that are'} no text.`,
    secrets > 0 && `Not searched: ${secrets} ${secrets === 1 ? 'file' : 'files'} that may hold keys.`,
    list(
      'Of very long lines only the beginning was read',
      hits.length === 0 ? cut : cut.filter((path) => hits.some((hit) => hit.path === path)),
    ),
  ];
  return all.filter((note) => note !== false);
}

/** Names some, and says how many there are. */
function list(what: string, paths: readonly string[]): string | false {
  if (paths.length === 0) return false;
  const rest = paths.length - 3;
  const named = paths.slice(0, 3).map((path) => `\`${path}\``);
  return `${what}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

function withoutBlankEnds({ line, text }: Hit): { line: number; text: string } {
  const lines = text.split('\n');
  const first = lines.findIndex((content) => content.trim() !== '');
  const last = lines.findLastIndex((content) => content.trim() !== '');
  return { line: line + first, text: lines.slice(first, last + 1).join('\n') };
}
