import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { imageTypeOf, mostImageBytes } from '../../../der/prompt/images';
import { mayBeOffered } from '../files';
import { bestMatches } from '../match';
import { pictureOfPage } from '../pdf/pdfFiles';
import type { ContextKind } from '../reference';

const most = 4;
/** Images of a workspace that are looked through. */
const mostFound = 2_000;

/** An image of the workspace, one that was pasted, or a page of a document. */
export const image: ContextKind = {
  async completions(query) {
    if (query === '') return [];
    const found = await vscode.workspace.findFiles(
      '**/*.{png,jpg,jpeg,gif,webp,PNG,JPG,JPEG}',
      '**/{node_modules,.git,dist,out}/**',
      mostFound,
    );
    const named = found.map((uri) => ({ path: vscode.workspace.asRelativePath(uri), uri }));
    const likely = bestMatches(named, ({ path }) => path, query, most);
    const offered = await Promise.all(
      likely.map(async (one) => ((await mayBeOffered(one.uri)) ? [one] : [])),
    );
    return offered
      .flat()
      .map(({ path, uri }) => ({ kind: 'image', label: path, detail: t('Image'), uri: uri.toString() }));
  },

  async read({ uri = '', label, pages }, dist) {
    const address = vscode.Uri.parse(uri);
    if (pages) return pictureOfPage(address, dist, pages[0]);
    const { size } = await vscode.workspace.fs.stat(address);
    if (size > mostImageBytes) throw new Error(tooLarge(label));
    const bytes = await vscode.workspace.fs.readFile(address);
    const mediaType = imageTypeOf(bytes);
    if (!mediaType) throw new Error(t('{0} is no PNG, JPEG, GIF or WebP image. Attach one of these.', label));
    return { text: '', image: { mediaType, data: Buffer.from(bytes).toString('base64') } };
  },
};

export function tooLarge(label: string): string {
  return t('{0} is larger than {1} MB. Make it smaller, then attach it again.', label, mostImageBytes / 1e6);
}
