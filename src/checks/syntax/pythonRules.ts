/** What Python refuses and the grammar lets pass: its indentation, bodies without statements, statements of Python 2. */
import type { Node } from '@vscode/tree-sitter-wasm';
import type { Fault } from './fault';

/** Words of comments that stand for code that is left out. */
const standsForCode = /\.\.\.|…|\b(?:rest|existing|remaining|unchanged|same|your|omitted|implement\w*|here|code|logic|todo)\b/i;

/** The first fault of a tree without errors. */
export function pythonFault(root: Node, lines: readonly string[]): Fault | undefined {
  const faults: Fault[] = [];
  for (const body of root.descendantsOfType(['module', 'block', 'print_statement', 'exec_statement'])) {
    if (!body) continue;
    const { row } = body.startPosition;
    if (body.type === 'print_statement') faults.push({ row, message: 'print is a function: its arguments need parentheses' });
    else if (body.type === 'exec_statement') faults.push({ row, message: 'exec is a function: its arguments need parentheses' });
    else faults.push(...indentationFaults(body, lines));
  }
  return faults.sort((one, other) => one.row - other.row)[0];
}

function* indentationFaults(body: Node, lines: readonly string[]): Generator<Fault> {
  const statements = body.namedChildren.filter((child) => child !== null && child.type !== 'comment') as Node[];
  const outer = body.type === 'block' ? body.parent : null;
  const first = statements[0];
  if (outer && !first) {
    const from = outer.startPosition.row;
    const comments = lines.slice(from, body.endPosition.row + 3).filter((line) => /^\s*#/.test(line));
    if (!comments.some((line) => standsForCode.test(line)))
      yield { row: body.startPosition.row, message: 'An indented block is expected' };
    return;
  }
  let expected: number | undefined;
  const outerIndent = outer ? indentOf(lines[outer.startPosition.row] ?? '') : -1;
  for (const { startPosition: { row, column } } of statements) {
    const line = lines[row] ?? '';
    if (line.search(/\S/) !== column) continue;
    const indent = indentOf(line);
    expected ??= indent;
    if (indent <= outerIndent) yield { row, message: 'An indented block is expected' };
    else if (indent !== expected)
      yield { row, message: indent > expected ? 'Unexpected indentation' : 'The indentation matches no outer line' };
  }
}

/** Width of the white space before a line, with tabs to the next multiple of eight as Python counts. */
function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === '\t') width += 8 - (width % 8);
    else if (character === ' ' || character === '\f') width++;
    else break;
  }
  return width;
}
