/** What a file of tests says of the code it tests: by its own name, and by what it imports. */

/** Characters of a file that are read for its imports, which stand at its beginning. */
const mostRead = 20_000;

/** Paths beside the file that it imports, in JavaScript, TypeScript and Python. */
export function specifiersIn(text: string): readonly string[] {
  const lines = text.slice(0, mostRead).split('\n');
  return [...new Set(lines.flatMap((line) => specifierIn(line) ?? []))];
}

function specifierIn(line: string): string | undefined {
  const script = /\b(?:from|import|require)\s{0,9}\(?\s{0,9}['"](\.{1,2}\/[^'"\n]{1,300})['"]/.exec(
    line,
  )?.[1];
  if (script !== undefined) return script;
  const python = /^\s{0,40}from\s{1,9}(\.?)([A-Za-z_][\w.]{0,200})\s{1,9}import\b/.exec(line);
  return python ? `./${python[2]!.replaceAll('.', '/')}.py` : undefined;
}

/** The name of the file that tests of such a name are of: `cart.ts` for `cart.test.ts`, `cart.py` for `test_cart.py`. */
export function testedName(name: string): string | undefined {
  const ending = name.lastIndexOf('.');
  if (ending <= 0) return undefined;
  const stem = name.slice(0, ending);
  const tested = stem
    .replace(/^test_/, '')
    .replace(/[._-](?:test|tests|spec)$/, '')
    .replace(/(?:Test|Tests|Spec)$/, '');
  return tested === stem || tested === '' ? undefined : tested + name.slice(ending);
}
