/** Tasks that give an object's methods and their arguments as two lists, and as a third one what each must give back. */
import { readLiteral, writeLiteral, type Literal } from './literals';
import type { Stated } from './stated';

const mostCalls = 100;

/** Finds the examples of such tasks, each as the calls of one object in order. */
export function designExamples(lines: readonly string[]): Stated[] {
  return lines.flatMap((line, at) => {
    const first = listIn(line);
    const names = first?.flatMap((one) => (one.type === 'string' ? [one.value] : []));
    if (!names || names.length !== first!.length || names.length < 2 || !/^[A-Z]\w*$/.test(names[0]!))
      return [];
    const lists = lines.slice(at + 1, at + 8).flatMap((next) => {
      const list = listIn(next);
      return list?.length === names.length ? [list] : [];
    });
    const [args, expected] = lists;
    return args && expected && args.every((one) => one.type === 'list') && names.length <= mostCalls
      ? inBoth(names, args, expected)
      : [];
  });
}

/** The list that a line is, under whatever label. */
function listIn(line: string): readonly Literal[] | undefined {
  const start = line.indexOf('[');
  if (
    start < 0 ||
    !/^[\s>*_`#-]*(?:(?:inputs?|outputs?|\w{1,12})\s*[:=][\s*]*)?$/i.test(line.slice(0, start))
  )
    return undefined;
  const read = readLiteral(line, start);
  return read?.literal.type === 'list' && /^[\s`*,;.]*$/.test(line.slice(read.end))
    ? read.literal.items
    : undefined;
}

/** The same calls in the languages that are run; what gives nothing back is called for its effect. */
function inBoth(names: readonly string[], args: readonly Literal[], expected: readonly Literal[]): Stated[] {
  return (['python', 'javascript'] as const).map((language) => {
    const own = (at: number) => {
      const list = args[at]!;
      return list.type === 'list' ? list.items.map((item) => writeLiteral(item, language)).join(', ') : '';
    };
    const python = language === 'python';
    const nothing = python ? 'None' : 'null';
    const calls = names.map((name, at) => {
      if (at === 0) return nothing;
      const call = `o.${name}(${own(at)})`;
      if (expected[at]!.type !== 'none') return call;
      return python ? `(${call}, None)[1]` : `(${call}, null)`;
    });
    const made = `${python ? '' : 'new '}${names[0]}(${own(0)})`;
    const literal: Literal = { type: 'list', items: expected };
    return {
      kind: 'expression',
      target: names[0]!,
      source: python
        ? `(lambda o: [${calls.join(', ')}])(${made})`
        : `((o) => [${calls.join(', ')}])(${made})`,
      shown: names.map((name, at) => `${name}(${own(at)})`).join('; '),
      language,
      expected: { literal, text: writeLiteral(literal, language) },
    };
  });
}
