/** Bodies that only stand for the ones that a file has: `remove(): void { … }`, `def load(self): ...`. */
import { isElision, saysUnchanged } from './elision';
import type { Definition } from './definition';

/** A definition of which no code is shown but what begins it. */
export interface Stub {
  /** What begins it, up to the bracket or colon that opens its body. */
  readonly head: string;
  /** `elided`: its body says that it is left out; `bare`: there is none, or nothing but remarks. */
  readonly kind: 'elided' | 'bare';
}

/** No body that is a stub is longer. */
const longest = 1000;
const indentedHead = /^(?:(?:async\s+)?def|class)\b.*:$/;
const comment = /^(?:\/\/|\/\*|\*|<!--|\.{3}$|…$)/;
const hashComment = /^(?:#|"""|'''|\.{3}$|…$|pass\b)/;

/** Undefined for a definition that shows code of its own. */
export function stubOf(lines: readonly string[]): Stub | undefined {
  if (lines.length > longest / 10) return undefined;
  const text = lines.join('\n').trim();
  const first = lines[0]!.trim();
  const close = /\}[;,)]{0,3}$/.exec(text)?.index;
  if (close !== undefined) {
    const open = text.lastIndexOf('{', close);
    return open < 0 ? undefined : stub(text.slice(0, open + 1), text.slice(open + 1, close), comment);
  }
  const [, head, inline] = /^(.{1,500}:)\s+(\.{3}|…)$/.exec(first) ?? [];
  if (head !== undefined && indentedHead.test(head) && lines.length === 1)
    return stub(head, inline!, hashComment);
  return indentedHead.test(first) && lines.length > 1
    ? stub(first, lines.slice(1).join('\n'), hashComment)
    : undefined;
}

function stub(head: string, body: string, remark: RegExp): Stub | undefined {
  if (body.length > longest || body.includes('}') || /\*\/\s*[^\s}]/.test(body)) return undefined;
  const said = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (!said.every((line) => remark.test(line))) return undefined;
  const elided = said.some((line) => isElision(line) || saysUnchanged(line));
  return { head, kind: elided ? 'elided' : 'bare' };
}

/** Two heads that begin the same, wherever their bracket stands. */
export function areSameHeads(one: string, other: string): boolean {
  const plain = (head: string) =>
    head
      .trim()
      .replace(/^export\s+(?:default\s+)?/, '')
      .replace(/[{:]$/, '')
      .trim()
      .split(/\s+/)
      .join(' ');
  return plain(one) === plain(other);
}

/** Whether a text shows functions without their bodies. */
export function hasStubs(lines: readonly string[], definitions: readonly Definition[]): boolean {
  return definitions.some(
    ({ kind, start, end, children }) =>
      (kind !== 'value' && stubOf(lines.slice(start, end + 1))?.kind === 'elided') ||
      hasStubs(lines, children),
  );
}
