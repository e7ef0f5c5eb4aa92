/** Makes a script for the engine of a program's source: types stripped, modules of ES as those of CommonJS. */
import { transform, type Transform } from 'sucrase';
import { parse } from 'sucrase/dist/esm/parser/index.js';
import type { Language } from '../sandbox';

export interface Prepared {
  readonly code: string;
  /** What is declared at the top of the program, in its order. */
  readonly names: readonly string[];
}

/** Sucrase's roles of identifiers that declare something at the top. */
const declaredAtTop = new Set([2, 5]);

/** @throws SyntaxError with its line */
export function prepare(source: string, language: Language): Prepared {
  const failures: unknown[] = [];
  // `<T>x` is a cast, or the tag of an element: whichever reads. JavaScript with types in it is read as well.
  for (const jsx of language === 'typescript' ? [false, true] : [true, false]) {
    try {
      return prepared(source, jsx);
    } catch (error) {
      failures.push(error);
    }
  }
  const [first] = failures;
  throw new SyntaxError(first instanceof Error ? plain(first.message) : 'It cannot be read.');
}

function prepared(source: string, jsx: boolean): Prepared {
  const text = source.startsWith('#!') ? `//${source}` : source;
  const transforms: Transform[] = jsx ? ['typescript', 'imports', 'jsx'] : ['typescript', 'imports'];
  const { code } = transform(text, { transforms, disableESTransforms: true, production: true });
  const names = new Set<string>();
  for (const { isType, identifierRole, start, end } of parse(text, jsx, true, false).tokens)
    if (!isType && identifierRole !== null && declaredAtTop.has(identifierRole))
      names.add(text.slice(start, end));
  return { code, names: [...names] };
}

const plain = (message: string) =>
  message.replace(/^Error transforming [^:]*: /, '').split(/\r?\n/, 1)[0] ?? '';
