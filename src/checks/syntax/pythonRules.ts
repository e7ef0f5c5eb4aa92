/** What Python refuses and the grammar lets pass: its indentation, bodies without statements, statements of Python 2. */
import type { Node } from '@vscode/tree-sitter-wasm';
import type { Fault } from './fault';

/** Words of comments that stand for code that is left out. */
const standsForCode =
  /\.\.\.|…|\b(?:rest|existing|remaining|unchanged|same|your|omitted|implement\w*|here|code|logic|todo)\b/i;

const ofPython2: Record<string, string> = {
  print_statement: 'print is a function: its arguments need parentheses',
  exec_statement: 'exec is a function: its arguments need parentheses',
};

/** The first fault of a tree without errors. */
export function pythonFault(root: Node, lines: readonly string[]): Fault | undefined {
  const faults: Fault[] = [];
  for (const node of root.descendantsOfType([...Object.keys(ofPython2), 'module', 'block', 'assignment'])) {
    if (!node) continue;
    const { row } = node.startPosition;
    const message = ofPython2[node.type];
    if (message) faults.push({ row, message });
    else if (node.type !== 'assignment') faults.push(...indentationFaults(node, lines));
    else if (
      (node.childForFieldName('type')?.startPosition.row ?? row) >
      (node.childForFieldName('left')?.endPosition.row ?? row)
    )
      faults.push({ row, message: 'The line ends too early' });
  }
  return faults.sort((one, other) => one.row - other.row)[0];
}

function* indentationFaults(body: Node, lines: readonly string[]): Generator<Fault> {
  const statements = body.namedChildren.filter(
    (child) => child !== null && child.type !== 'comment',
  ) as Node[];
  const outer = body.type === 'block' ? body.parent : null;
  const first = statements[0];
  if (outer && !first) {
    const from = outer.startPosition.row;
    const comments = lines.slice(from, body.endPosition.row + 3).filter((line) => /^\s*#/.test(line));
    if (!comments.some((line) => standsForCode.test(line)))
      yield { row: nextCode(lines, body.startPosition.row), message: 'An indented block is expected' };
    return;
  }
  let expected: number | undefined;
  const outerIndent = outer ? indentOf(lines[outer.startPosition.row] ?? '') : -1;
  for (const {
    startPosition: { row, column },
  } of statements) {
    const line = lines[row] ?? '';
    if (line.search(/\S/) !== column) continue;
    const indent = indentOf(line);
    expected ??= indent;
    if (indent <= outerIndent) yield { row, message: 'An indented block is expected' };
    else if (indent !== expected)
      yield {
        row,
        message: indent > expected ? 'Unexpected indentation' : 'The indentation matches no outer line',
      };
  }
}

/** The next line after `row` that is not empty and no comment, or `row` at the end. */
function nextCode(lines: readonly string[], row: number): number {
  const next = lines.findIndex((line, at) => at > row && /^\s*[^\s#]/.test(line));
  return next < 0 ? row : next;
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
