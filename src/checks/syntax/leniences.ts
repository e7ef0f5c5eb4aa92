/** What languages refuse and their grammars let pass, told from a tree without errors. */
import type { Node } from '@vscode/tree-sitter-wasm';
import type { Fault } from './fault';
import type { GrammarLanguage } from './languages';
import { pythonFault } from './pythonRules';

interface Rule {
  /** The types of nodes that it looks at. */
  readonly types: string[];
  readonly messageOf: (node: Node) => string | undefined;
}

/** Tags of an element that differ. */
const tags: Rule = {
  types: ['jsx_closing_element'],
  messageOf: (closing) => {
    const opening = closing.parent?.firstChild;
    if (opening?.type !== 'jsx_opening_element') return undefined;
    const [open, close] = [opening, closing].map((tag) => tag.childForFieldName('name')?.text ?? '');
    return open === close ? undefined : `"</${close}>" closes "<${open}>"`;
  },
};

const rules: Partial<Record<GrammarLanguage, Rule>> = {
  typescript: tags,
  tsx: tags,
  javascript: tags,
  go: {
    types: ['block'],
    messageOf: (block) => {
      const before = block.previousSibling;
      const begins = before !== null && before.endPosition.row < block.startPosition.row;
      return begins ? 'A brace may not begin the line after what it belongs to' : undefined;
    },
  },
  cpp: {
    types: ['function_definition'],
    messageOf: (definition) => {
      const declarator = definition.childForFieldName('declarator');
      return declarator?.type === 'identifier' ? `Nothing says what "${declarator.text}" is` : undefined;
    },
  },
  ruby: {
    types: ['identifier'],
    messageOf: ({ text }) => (text === 'end' ? '"end" ends nothing' : undefined),
  },
  bash: {
    types: ['command_name'],
    messageOf: ({ text }) =>
      /^(?:fi|done|esac|then|do|else|elif)$/.test(text) ? `"${text}" is not expected here` : undefined,
  },
};

/** The first fault of a tree without errors. @param lines of the text that the tree is of */
export function letPass(root: Node, language: GrammarLanguage, lines: readonly string[]): Fault | undefined {
  if (language === 'python') return pythonFault(root, lines);
  const rule = rules[language];
  for (const node of rule ? root.descendantsOfType(rule.types) : []) {
    const message = node && rule?.messageOf(node);
    if (message) return { row: node.startPosition.row, message };
  }
  return undefined;
}
