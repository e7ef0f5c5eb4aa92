import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { textOf } from '../documents';
import { bestMatches } from '../match';
import type { ContextContent, Reference, ContextKind } from '../reference';

const most = 6;

interface Found {
  readonly name: string;
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/** A function, a class and the like: of the file in the editor, then of the workspace. */
export const symbol: ContextKind = {
  async completions(query) {
    if (query === '') return [];
    const uri = vscode.window.activeTextEditor?.document.uri;
    const [here, everywhere] = await Promise.all([uri ? symbolsIn(uri) : [], inWorkspace(query)]);
    const found = [...here, ...everywhere.filter((one) => one.uri.toString() !== uri?.toString())];
    return bestMatches(found, ({ name }) => name, query, most).map(referenceTo);
  },
  async read({ uri = '', symbol: name = '', lines: [first] = [0, 0], label }): Promise<ContextContent> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    // Lines have moved since: the one of this name that is nearest.
    const named = (await symbolsIn(document.uri)).filter((one) => one.name === name);
    const [nearest] = named.sort((a, b) => distance(a, first) - distance(b, first));
    if (!nearest)
      throw new Error(t('{0} is not in its file any more. Remove it, and attach what you mean now.', label));
    const { start, end } = nearest.range;
    const whole = new vscode.Range(start.line, 0, end.line, document.lineAt(end.line).range.end.character);
    return textOf(document.uri, whole);
  },
};

const distance = ({ range }: Found, line: number) => Math.abs(range.start.line - line);

function referenceTo({ name, uri, range }: Found): Reference {
  const path = vscode.workspace.asRelativePath(uri);
  return {
    kind: 'symbol',
    label: t('{0} in {1}', name, path),
    detail: t('Symbol'),
    uri: uri.toString(),
    lines: [range.start.line, range.end.line],
    symbol: name,
  };
}

async function symbolsIn(uri: vscode.Uri): Promise<Found[]> {
  const found = await vscode.commands.executeCommand<
    vscode.DocumentSymbol[] | vscode.SymbolInformation[] | undefined
  >('vscode.executeDocumentSymbolProvider', uri);
  const flat = (one: vscode.DocumentSymbol | vscode.SymbolInformation): Found[] =>
    'children' in one
      ? [{ name: one.name, uri, range: one.range }, ...one.children.flatMap(flat)]
      : [{ name: one.name, uri, range: one.location.range }];
  return (found ?? []).flatMap(flat);
}

async function inWorkspace(query: string): Promise<Found[]> {
  const found = await vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
    'vscode.executeWorkspaceSymbolProvider',
    query,
  );
  return (found ?? []).map(({ name, location }) => ({ name, uri: location.uri, range: location.range }));
}
