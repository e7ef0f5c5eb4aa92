/** Where in a file a definition belongs that a snippet shows by itself. */
import type { Defining } from './namesakes';
import type { Definition } from './definition';

/** Languages in which a function without `function` is a member of a class. */
const withMembers = /^(?:(?:java|type)script(?:react)?|java|csharp)$/;

/** A definition, and the snippet that shows it. */
interface Shown {
  readonly definition: Definition;
  readonly in: Defining;
  readonly language: string;
}

/**
 * The class that a member alone belongs to, undefined for what belongs to the file itself; `none` where there is no
 * telling.
 * @param near line of the file that the person looks at
 * @param hasNeighbour whether the snippet shows something of the file's own beside it
 */
export function homeOf(
  shown: Shown,
  { lines, outline }: Defining,
  near: number | undefined,
  hasNeighbour: boolean,
): Definition | undefined | 'none' {
  if (!isMember(shown)) return undefined;
  const classes = outline.definitions.filter(
    ({ kind, name, start }) =>
      kind === 'container' &&
      (/\b(?:class|object|record)\b/.test(lines[start]!) || /^impl (?!.* for )/.test(name)),
  );
  if (classes.length === 1) return classes[0]!;
  const here = classes.filter(({ start, end }) => near !== undefined && start <= near && near <= end);
  return here.length === 1 ? here[0]! : hasNeighbour ? undefined : 'none';
}

/** Its first lines say that it belongs to a class. */
function isMember({ definition: { kind, start, end }, in: { lines }, language }: Shown): boolean {
  if (kind !== 'callable') return false;
  const head = lines.slice(start, Math.min(end + 1, start + 3)).join(' ');
  if (language === 'python') return /\(\s*(?:self|cls)\b/.test(head);
  if (language === 'rust') return /\(\s*(?:&\s*)?(?:'\w+\s+)?(?:mut\s+)?self\b/.test(head);
  if (language === 'php') return /^\s*(?:abstract|final|public|private|protected|static)\b/.test(head);
  return withMembers.test(language) && !/\bfunction\b/.test(lines[start]!);
}
