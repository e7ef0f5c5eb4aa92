/** PDF documents of the workspace: all of their text, that of some pages, or one page as a picture. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { mayBeOffered } from '../files';
import { bestMatches } from '../match';
import type { ContextContent, Reference } from '../reference';
import { isSecret } from '../secrets';
import { mostPages } from './pdf';
import { readDocument, refuseTooLarge, type Found } from './pdfProcess';

const most = 3;
/** Documents of a workspace that are looked through. */
const mostFound = 2_000;

export const isPdf = ({ path }: vscode.Uri): boolean => path.toLowerCase().endsWith('.pdf');

/** What is meant by a name, or by a name and its pages: `spec.pdf:3`, `spec.pdf:3-7`. */
export async function pdfCompletions(query: string): Promise<readonly Reference[]> {
  if (query === '') return [];
  const found = await vscode.workspace.findFiles(
    '**/*.{pdf,PDF}',
    '**/{node_modules,.git,dist,out}/**',
    mostFound,
  );
  if (found.length === 0) return [];
  const [name, pages] = withPages(query);
  const named = found.map((uri) => ({ path: vscode.workspace.asRelativePath(uri), uri }));
  const likely = bestMatches(named, ({ path }) => path, name, most);
  const offered = await Promise.all(
    likely.map(async (one) => ((await mayBeOffered(one.uri)) ? completionsOf(one.path, one.uri, pages) : [])),
  );
  return offered.flat();
}

function completionsOf(path: string, uri: vscode.Uri, pages: Reference['pages']): Reference[] {
  const [page] = pages ?? [1];
  const where = { uri: uri.toString() };
  const range = pages && (pages[0] === pages[1] ? `:${page}` : `:${pages.join('-')}`);
  return [
    {
      kind: 'file',
      label: `${path}${range ?? ''}`,
      detail: t('Text of a PDF'),
      ...where,
      ...(pages && { pages }),
    },
    {
      kind: 'image',
      label: `${path}, page ${page}`,
      detail: t('Picture of a page'),
      ...where,
      pages: [page, page],
    },
  ];
}

const pageNumbers = /^(\d{1,4})(?:-(\d{1,4}))?$/;

/** The name that was typed, and the pages behind it. */
function withPages(query: string): [string, Reference['pages']] {
  const colon = query.lastIndexOf(':');
  const [, first, last = first] = pageNumbers.exec(query.slice(colon + 1)) ?? [];
  if (colon <= 0 || !Number(first) || Number(last) < Number(first)) return [query, undefined];
  return [query.slice(0, colon), [Number(first), Number(last)]];
}

/** @throws Error that says why it cannot be read and what to do */
export async function textOfPdf(
  uri: vscode.Uri,
  dist: string,
  pages?: Reference['pages'],
): Promise<ContextContent> {
  const found = await readOnce(uri, dist, pages ?? [1, mostPages], 'text');
  const text = found.type === 'text' ? found.text : '';
  if (await isSecret(uri, text))
    throw new Error(t('{0} seems to hold keys or passwords, so it is not attached.', nameOf(uri)));
  return { text };
}

/** @throws Error that says why it cannot be read and what to do */
export async function pictureOfPage(uri: vscode.Uri, dist: string, page: number): Promise<ContextContent> {
  const found = await readOnce(uri, dist, [page, page], 'picture');
  const data = found.type === 'picture' ? found.data : '';
  return { text: '', image: { mediaType: 'image/png', data } };
}

const nameOf = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri);

/** What was read last: what is attached is read anew whenever anything is attached, and a document takes a while. */
const latest = new Map<string, Promise<Found>>();
const mostKept = 8;

async function readOnce(
  uri: vscode.Uri,
  dist: string,
  pages: readonly [number, number],
  as: 'text' | 'picture',
): Promise<Found> {
  const { size, mtime } = await vscode.workspace.fs.stat(uri);
  const key = JSON.stringify([uri.toString(), size, mtime, pages, as]);
  const known = latest.get(key);
  if (known) return known;
  const name = nameOf(uri);
  refuseTooLarge(name, size);
  const bytes = await vscode.workspace.fs.readFile(uri);
  const found = readDocument(join(dist, 'pdf', 'main.js'), name, bytes, { pages, as });
  latest.set(key, found);
  found.catch(() => latest.delete(key));
  for (const old of latest.keys()) if (latest.size > mostKept) latest.delete(old);
  return found;
}
