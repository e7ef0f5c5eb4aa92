/** A block of code in an answer, with what it is for. */
import type { Role } from './languages';

/** A block of code with what it is for. */
export interface CodeBlock {
  /** As in languages.ts; empty where it is not known. */
  readonly language: string;
  readonly role: Role;
  readonly text: string;
  readonly path: string | undefined;
  /** Line of the answer on which it starts, counted from 1. */
  readonly line: number;
  /** The last line of prose before it; empty where there is none. */
  readonly lead: string;
}

/** Whether a block tests what is defined elsewhere. */
export function isTests({ path, text }: Pick<CodeBlock, 'path' | 'text'>): boolean {
  if (path !== undefined && /(?:^|[/\\_.-])(?:tests?|spec)s?(?:[/\\_.-]|$)/i.test(path)) return true;
  return (
    /^[^\S\n\r\u2028\u2029]*(?:describe|it|test)\(\s*['"`]/m.test(text) ||
    /^(?:import (?:unittest|pytest)\b|class \w+\((?:unittest\.)?TestCase\)|from (?:vitest|jest)\b)/m.test(
      text,
    ) ||
    /\bfrom ['"](?:vitest|@jest\/globals|node:test|jest|chai|ava)['"]/.test(text)
  );
}
