/** The symbols of a file, from its parse tree: for replacing one of them where the editor has nobody who knows them. */
import type { Node, Parser, Tree } from '@vscode/tree-sitter-wasm';
import { TooLong } from './fault';
import { grammarsOf, languageOf, type GrammarLanguage } from './languages';
import { grammarsIn, type SyntaxOptions } from './parse';
import { symbolKinds, wrappers, type SymbolKind } from './symbolKinds';

/** A symbol; lines are counted from one, the last one is included. */
export interface OutlineSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Of its decorators or of `export`, where it has any. */
  readonly startLine: number;
  readonly endLine: number;
  readonly children: OutlineSymbol[];
}

const mostNodes = 2_000_000;
const defaultTimeoutMs = 1000;
const longestName = 200;

/**
 * The symbols of a file in the order in which they stand; as good as it gets where the file has errors.
 * @param name of the language, as a fence or a file's extension gives it
 * @returns undefined where the language is not known or the file takes too long
 */
export async function outline(
  name: string,
  text: string,
  options: SyntaxOptions,
): Promise<OutlineSymbol[] | undefined> {
  const language = languageOf(name);
  if (!language || language === 'json' || language === 'yaml' || !symbolKinds[language]) return undefined;
  const [grammar] = grammarsOf[language];
  if (!grammar) return undefined;
  const until = (options.timeoutMs ?? defaultTimeoutMs) + performance.now();
  try {
    return await grammarsIn(options.grammars).withParser(grammar, text.length, (parser) => {
      const tree = treeUntil(parser, text, until);
      try {
        return symbolsOf(tree, language);
      } finally {
        tree.delete();
      }
    });
  } catch (error) {
    if (error instanceof TooLong) return undefined;
    throw error;
  }
}

function treeUntil(parser: Parser, text: string, until: number): Tree {
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > until });
  if (tree) return tree;
  parser.reset();
  throw new TooLong();
}

/** Walks a tree in order; a symbol belongs to the one whose node it lies in. */
function symbolsOf(tree: Tree, language: GrammarLanguage): OutlineSymbol[] {
  const kinds = symbolKinds[language] ?? {};
  const all: OutlineSymbol[] = [];
  const open: { symbols: OutlineSymbol[]; endIndex: number }[] = [];
  // A node's own `parent` is looked for from the root.
  const around: (Node | undefined)[] = [];
  const cursor = tree.walk();
  try {
    for (let nodes = 0; nodes < mostNodes; nodes++) {
      if (kinds[cursor.nodeType] && cursor.nodeIsNamed) {
        while ((open.at(-1)?.endIndex ?? Infinity) <= cursor.startIndex) open.pop();
        const outer = open.at(-1)?.symbols;
        const found = symbolsAt(cursor.currentNode, around, language, outer?.[0]);
        (outer?.[0]?.children ?? all).push(...found);
        if (found[0]) open.push({ symbols: found, endIndex: cursor.endIndex });
      }
      const wrapper = wrappers.has(cursor.nodeType) ? cursor.currentNode : undefined;
      if (cursor.gotoFirstChild()) {
        around.push(wrapper);
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return all;
        around.pop();
      }
    }
    return all;
  } finally {
    cursor.delete();
  }
}

/** What a node names: nothing, one symbol, or several that are declared together. */
function symbolsAt(
  node: Node,
  around: readonly (Node | undefined)[],
  language: GrammarLanguage,
  outer: OutlineSymbol | undefined,
): OutlineSymbol[] {
  const kind = kindOf(node, around.at(-1), language, outer);
  if (!kind) return [];
  const whole = wholeOf(node, around);
  const [startLine, endLine] = [whole.startPosition.row + 1, lastRow(whole) + 1];
  return namesOf(node, language).map((name) => ({
    name: name.slice(0, longestName),
    kind,
    startLine,
    endLine,
    children: [],
  }));
}

const functions = /^(?:arrow_function|function_expression|function|generator_function|lambda|func_literal)$/;
const types = new Set<SymbolKind>(['class', 'struct', 'interface', 'enum']);

function kindOf(
  node: Node,
  wrapper: Node | undefined,
  language: GrammarLanguage,
  outer: OutlineSymbol | undefined,
): SymbolKind | undefined {
  const kind = symbolKinds[language]?.[node.type];
  if (node.type === 'property_identifier') return outer?.kind === 'enum' ? 'enumMember' : undefined;
  const inType = outer !== undefined && types.has(outer.kind);
  if (kind === 'value') {
    const value = node.childForFieldName('value') ?? node.childForFieldName('right');
    const called = value !== null && functions.test(value.type);
    if (node.type === 'pair') return called ? 'method' : undefined;
    if (called) return inType ? 'method' : 'function';
    if (inType) return 'field';
    const local = outer !== undefined && outer.kind !== 'namespace';
    if (local) return undefined;
    return wrapper?.firstChild?.type === 'const' ? 'constant' : 'variable';
  }
  if (kind === 'function' && inType) return 'method';
  if (
    kind === 'method' &&
    /^(?:constructor|__construct|initialize)$/.test(node.childForFieldName('name')?.text ?? '')
  )
    return 'constructor';
  if (kind === 'type' && language === 'go') {
    const type = node.childForFieldName('type')?.type;
    return type === 'struct_type' ? 'struct' : type === 'interface_type' ? 'interface' : 'type';
  }
  if (kind === 'property' && functions.test(node.childForFieldName('value')?.type ?? '')) return 'method';
  return kind;
}

function namesOf(node: Node, language: GrammarLanguage): string[] {
  if (language === 'rust' && node.type === 'impl_item')
    return [`impl ${node.childForFieldName('type')?.text ?? ''}`];
  if (language === 'go' && node.type === 'method_declaration') {
    // As the language server says it: the receiver's type tells methods of one name apart.
    const receiver = receiverOf(node.childForFieldName('receiver')?.text ?? '');
    const method = node.childForFieldName('name')?.text ?? '';
    return [receiver === undefined ? method : `(${receiver}).${method}`];
  }
  const fields = ['name', 'key', 'property', 'left'];
  const named = fields.flatMap((field) => node.childrenForFieldName(field)).filter((one) => one !== null);
  if (node.type === 'property_identifier') named.push(node);
  // Fields of C#, Java and PHP are declared together; what they hold is no part of their names.
  const declared = () =>
    node
      .descendantsOfType(['variable_declarator', 'property_element'])
      .map((one) => one?.childForFieldName('name') ?? one?.firstNamedChild ?? null);
  const nodes = named.length > 0 ? named : declared();
  const texts = nodes.flatMap((one) => (one?.isNamed && isName.test(one.type) ? [one.text] : []));
  return texts.map((text) => text.replace(/^(["'])(.*)\1$/, '$2'));
}

/** The type of a receiver of Go, read from its end: `*Tree` of `(t *Tree[K])`. */
function receiverOf(text: string): string | undefined {
  if (!text.endsWith(')')) return undefined;
  const parameters = text.indexOf('[');
  const said = text.slice(0, parameters < 0 ? -1 : parameters).trimEnd();
  let from = said.length;
  while (from > 0 && /\w/.test(said[from - 1]!)) from--;
  if (from === said.length) return undefined;
  const pointer = said.slice(0, from).trimEnd().endsWith('*') ? '*' : '';
  return pointer + said.slice(from);
}

/** What is named by a pattern, an index or an expression has no name of its own. */
const isName =
  /identifier|^(?:string|name|constant|variable_name|dotted_name|qualified_name|nested_identifier|type|namespace_name|scope_resolution|setter|operator|number)$/;

/** A declaration with what belongs to it alone. */
function wholeOf(node: Node, around: readonly (Node | undefined)[]): Node {
  let whole = node;
  for (let at = around.length - 1; at >= 0; at--) {
    const outer = around[at];
    const declared = outer?.namedChildren.filter((child) => child && !/decorator|comment/.test(child.type));
    if (!outer || (declared?.length ?? 0) > 1) break;
    whole = outer;
  }
  return whole;
}

/** The row of a node's last character: some end with the line break after it. */
function lastRow(node: Node): number {
  const { row, column } = node.endPosition;
  return column === 0 && row > node.startPosition.row ? row - 1 : row;
}
