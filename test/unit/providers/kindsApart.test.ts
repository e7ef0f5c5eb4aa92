import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/providers/kinds';

const names = new Set<string>(kinds.map(({ traits }) => traits.provider));

/** Files that mean something else by the same names. */
const exceptions = new Map([['src/lab/catalogue/assemble.ts', 'makers of models, as models.dev calls them']]);

/** Names that are words of the product as well: they count where they stand beside `kind` or `provider` alone. */
const words = new Set(['editor', 'workspace', 'simulated']);

/** Places of a source that decide or say something by the name of a kind. */
function decidedByName(source: string, file = 'x.ts'): string[] {
  if (![...names].some((name) => source.includes(name))) return [];
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isName(node) && decides(node)) {
      found.push(`${file}:${parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function isName(node: ts.Node): node is ts.StringLiteralLike | ts.Identifier {
  return (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) && names.has(node.text);
}

/** It is compared, listed, a case, the key of a table, or said to be somebody's kind or provider. */
function decides(node: ts.StringLiteralLike | ts.Identifier): boolean {
  const place = ts.isAsExpression(node.parent) ? node.parent.parent : node.parent;
  const isKey = ts.isPropertyAssignment(place) && place.name === node;
  if (ts.isIdentifier(node)) return isKey && !words.has(node.text);
  if (ts.isPropertyAssignment(place) && !isKey) return isKind(place.name);
  if (ts.isBinaryExpression(place)) return !words.has(node.text) || isKind(place.left) || isKind(place.right);
  if (ts.isCaseClause(place)) return !words.has(node.text) || isKind(place.parent.parent.expression);
  return (isKey || ts.isArrayLiteralExpression(place)) && !words.has(node.text);
}

function isKind(node: ts.Node): boolean {
  return /(^|\.)(kind|provider)$/.test(node.getText());
}

describe('the name of a kind of expert', () => {
  it('decides nothing outside of src/providers', () => {
    const files = ts.sys
      .readDirectory('src', ['.ts'])
      .filter((file) => !/^src\/providers\//.test(file) && !exceptions.has(file));
    expect(files.length).toBeGreaterThan(200);
    for (const file of exceptions.keys()) expect(decidedByName(readFileSync(file, 'utf8'))).not.toEqual([]);
    const found = files.flatMap((file) => decidedByName(readFileSync(file, 'utf8'), file));
    expect(found, 'Ask src/providers/knownKinds.ts, or what the expert carries.').toEqual([]);
  });

  it.each([
    `if (expert.provider === 'simulated') skip();`,
    `const builtIn = new Set(['calculator']);`,
    `switch (kind) { case 'ollama': break; }`,
    `const skill = { calculator: 0.9 };`,
    `switch (entry.kind) { case 'editor': break; }`,
    `const entry = { kind: 'openai' as const, model };`,
  ])('is noticed in %s', (source) => {
    expect(decidedByName(source)).toHaveLength(1);
  });

  it('may be a word of a text', () => {
    const source = `label(t('simulated')); import 'ollama'; const { workspace } = x; place === 'editor';`;
    expect(decidedByName(source)).toEqual([]);
  });
});
