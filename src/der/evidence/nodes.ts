/**
 * Trees and linked lists of nodes. Tasks write them as lists, which are no such nodes: what is stated of them is no
 * example that could be handed over. Their classes are taken for given, in judges of such tasks and in answers.
 */
import type { Stated } from './stated';

/** Parameters that are nodes where a task speaks of trees or linked lists. */
const nodeNames = /^(?:root\d?|head\w?|l[12]|list[12]|lists|tree\d?|p|q|subRoot|sub_root)$/;
const speaksOfNodes = /\b(?:TreeNode|ListNode|linked[- ]lists?|(?:binary|search|n-ary) trees?|BST)\b/i;

/** Statements whose arguments are what they are written as. */
export function withoutNodes(stated: readonly Stated[], question: string): Stated[] {
  if (!speaksOfNodes.test(question)) return [...stated];
  return stated.filter(
    (one) => one.kind !== 'call' || !one.args.some(({ name }) => name !== undefined && nodeNames.test(name)),
  );
}

const pythonClasses: Readonly<Record<string, string>> = {
  TreeNode:
    'class TreeNode:\n    def __init__(self, val=0, left=None, right=None):\n        self.val, self.left, self.right = val, left, right\n',
  ListNode:
    'class ListNode:\n    def __init__(self, val=0, next=None):\n        self.val, self.next = val, next\n',
};

const scriptClasses: Readonly<Record<string, string>> = {
  TreeNode:
    'class TreeNode { constructor(val, left, right) { this.val = val ?? 0; this.left = left ?? null; this.right = right ?? null; } }\n',
  ListNode: 'class ListNode { constructor(val, next) { this.val = val ?? 0; this.next = next ?? null; } }\n',
};

/** Those of these classes that a program uses and does not define. */
export function nodeClasses(source: string, language: string): string {
  const classes = language === 'python' ? pythonClasses : scriptClasses;
  return Object.keys(classes)
    .filter(
      (name) =>
        new RegExp(String.raw`(?<![\w$.])${name}\b`).test(source) &&
        !new RegExp(String.raw`\b(?:class|function|interface|type|import)\b[^\n;]{0,80}\b${name}\b`).test(
          source,
        ),
    )
    .map((name) => classes[name]!)
    .join('');
}
