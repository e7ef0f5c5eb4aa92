/** What the editor says that a file defines, for what its text alone does not tell: functions within functions and the like. */
import * as vscode from 'vscode';
import type { Definition } from './definition';

/** A language server that is still starting is not waited for longer. */
const patienceMs = 1500;

const { SymbolKind } = vscode;
const containers = new Set([
  SymbolKind.Class,
  SymbolKind.Interface,
  SymbolKind.Enum,
  SymbolKind.Module,
  SymbolKind.Namespace,
  SymbolKind.Struct,
  SymbolKind.Object,
]);
const callables = new Set([SymbolKind.Function, SymbolKind.Method, SymbolKind.Constructor]);

/** Whole lines only: what shares its lines with something else is left out. */
export async function editorDefinitions(document: vscode.TextDocument): Promise<Definition[]> {
  const found = vscode.commands.executeCommand<
    (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >('vscode.executeDocumentSymbolProvider', document.uri);
  const late = new Promise<undefined>((done) => setTimeout(done, patienceMs, undefined));
  const symbols = await Promise.race([Promise.resolve(found).catch(() => undefined), late]);
  return (symbols ?? []).flatMap((symbol) => ('children' in symbol ? definitionOf(symbol, document) : []));
}

function definitionOf(symbol: vscode.DocumentSymbol, document: vscode.TextDocument): Definition[] {
  const children = symbol.children.flatMap((child) => definitionOf(child, document));
  const { start, end } = symbol.range;
  if (end.line >= document.lineCount) return children;
  const before = document.lineAt(start.line).text.slice(0, start.character);
  const after = document.lineAt(end.line).text.slice(end.character);
  if (!/^\s*(?:(?:export|default|declare|const|let|var|async|static|public|private)\s+)*$/.test(before))
    return children;
  if (!/^[;,]?$/.test(after.trim())) return children;
  const kind = containers.has(symbol.kind) ? 'container' : callables.has(symbol.kind) ? 'callable' : 'value';
  const { line } = start;
  return [{ name: symbol.name, kind, lead: line, start: line, end: end.line, children }];
}
