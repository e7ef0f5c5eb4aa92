/** Functions and classes that source text defines at its top, by their headers: names, parameters and types. */
import { balancedEnd, splitOutside } from './sourceText';

/** A parameter of a function as it is written. */
export interface Parameter {
  readonly name: string;
  /** As written; undefined where none is. */
  readonly type: string | undefined;
  /** It need not be given. */
  readonly optional: boolean;
}

/** The head of a function or class, read from the text alone. */
export interface Signature {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'value';
  readonly params: readonly Parameter[];
  /** As written. */
  readonly returns: string | undefined;
  /** Name under which it is exported, `default` among them; undefined where it is not. */
  readonly exportedAs: string | undefined;
  /** Index of the line on which it starts. */
  readonly at: number;
}

const mostSignatures = 200;

const header =
  /^(export\s{1,9})?(default\s{1,9})?(?:declare\s{1,9})?(?:(?:async\s{1,9})?(def|function)\b\s{0,9}\*?\s{0,9}([\w$]{0,80})|(?:abstract\s{1,9})?(class)\s{1,9}([\w$]{1,80})|(const|let|var)\s{1,9}([\w$]{1,80})\s{0,9}(?::[^=\n]{1,300})?=(?!=)\s{0,9}|([A-Za-z_]\w{0,80})\s{0,9}=(?!=)\s{0,9}(?=lambda\b))/gm;

/** Headers at the start of a line, in order. */
export function signaturesIn(source: string): Signature[] {
  const found: Signature[] = [];
  const named = exportedNames(source);
  for (const match of source.matchAll(header)) {
    if (found.length >= mostSignatures) break;
    const [whole, exporting, byDefault, def, functionName, cls, className, declared, constName, lambda] =
      match;
    const end = match.index + whole.length;
    const name = functionName || className || constName || lambda || (byDefault && def ? 'default' : '');
    if (name === '') continue;
    const exportedAs = exporting === undefined ? named.get(name) : byDefault ? 'default' : name;
    const shape = cls
      ? { kind: 'class' as const, params: constructorOf(source, end), returns: undefined }
      : declared !== undefined || lambda !== undefined
        ? valueShape(source, end)
        : { kind: 'function' as const, ...parametersAt(source, skipGenerics(source, end)) };
    found.push({ name, exportedAs, at: match.index, ...shape });
  }
  return found;
}

/** `module.exports = { a, b }`, `module.exports.a =`, `exports.a =`, `export { a, b }`, `export default a`. */
function exportedNames(source: string): Map<string, string> {
  const names = new Map<string, string>();
  const lists =
    /^(?:module\.exports\s{0,9}=|export)\s{0,9}(?:\{([^}]{0,2000})\}|(default\s{1,9})?([\w$]{1,80})\s{0,9};?$)|^(?:module\.)?exports\.([\w$]{1,80})\s{0,9}=/gm;
  for (const [whole, list, byDefault, single, member] of source.matchAll(lists)) {
    for (const part of (list ?? member ?? '').split(',')) {
      const [, name, alias] = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?/.exec(part) ?? [];
      if (name !== undefined) names.set(name, alias ?? name);
    }
    if (single !== undefined && (byDefault || whole.startsWith('module'))) names.set(single, 'default');
  }
  return names;
}

/** `const f = (a) => …`, `const f = function (a) …`, `f = lambda a: …`, or just a value. */
function valueShape(source: string, from: number): Pick<Signature, 'kind' | 'params' | 'returns'> {
  const rest = source.slice(from, from + 400);
  const lambda = /^lambda\b([^:\n]*):/.exec(rest);
  if (lambda) return { kind: 'function', params: parametersOf(lambda[1]!), returns: undefined };
  const single = /^(?:async\s{1,9})?([A-Za-z_$][\w$]*)\s{0,9}=>/.exec(rest);
  if (single) {
    return { kind: 'function', params: parametersOf(single[1]!), returns: undefined };
  }
  const opening =
    /^(?:async\s{1,9})?(?:function\b\s{0,9}\*?\s{0,9}[\w$]{0,80}\s{0,9})?(?:<[^>\n]{0,200}>\s{0,9})?(?=\()/.exec(
      rest,
    );
  if (!opening) return { kind: 'value', params: [], returns: undefined };
  const { params, returns, end } = parametersAt(source, from + opening[0].length);
  const after = end === undefined ? '' : source.slice(end, end + 300);
  const isFunction = /function/.test(opening[0]) || /^\s{0,9}(?::[^=\n]{1,200})?=>/.test(after);
  return isFunction
    ? { kind: 'function', params, returns }
    : { kind: 'value', params: [], returns: undefined };
}

function skipGenerics(source: string, from: number): number {
  const generics = /^\s{0,9}<[^(\n]{0,200}>(?=\()/.exec(source.slice(from, from + 240));
  return from + (generics?.[0].length ?? 0);
}

function parametersAt(source: string, from: number) {
  const open = source.slice(from, from + 20).search(/\S/) + from;
  if (source[open] !== '(') return { params: [], returns: undefined, end: undefined };
  const end = balancedEnd(source, open);
  if (end === undefined) return { params: [], returns: undefined, end };
  const returns = /^\s{0,9}(?:->|:)\s{0,9}([^{=\n]{1,120}?)\s{0,9}(?:[{\n]|=>|:?\s*$)/.exec(
    source.slice(end, end + 160),
  );
  return {
    params: parametersOf(source.slice(open + 1, end - 1)),
    returns: returns?.[1]?.replace(/:$/, ''),
    end,
  };
}

function parametersOf(inside: string): Parameter[] {
  // Angle brackets hold commas too: `Map<string, number>`.
  const masked = inside.replace(/<[^<>()]{0,200}>/g, (generic) => generic.replaceAll(',', '\u0001'));
  const parts = splitOutside(masked.replace(/=>/g, '\u0002'), ',') ?? [];
  return parts.flatMap((part) => {
    const text = part
      .replaceAll('\u0001', ',')
      .replaceAll('\u0002', '=>')
      .replace(/^\s*(?:(?:public|private|protected|readonly)\s+)*/, '')
      .trim();
    if (text === '' || text === '*' || text === '/' || /^(?:self|cls|this)\b/.test(text)) return [];
    const [, rest = '', name = text, question, type, value] =
      /^(\*{1,2}|\.{3})?([\w$]+|[{[][^:]*[}\]])\s*(?:(\?)\s*)?(?::([^=]+(?:=>[^=]+)?))?(=[^>].*)?$/s.exec(
        text,
      ) ?? [];
    return [
      {
        name: rest + name,
        type: type?.trim(),
        optional: rest !== '' || question !== undefined || value !== undefined,
      },
    ];
  });
}

/** Parameters of the first constructor behind a class's header, before the next line that starts at the margin. */
function constructorOf(source: string, from: number): readonly Parameter[] {
  const body = source.slice(from, from + 6000);
  const end = /\n(?=[^\s})\]#/@])/.exec(body)?.index ?? body.length;
  const own = /^[ \t]{1,40}(?:def __init__|constructor)\s{0,9}(?=\()/m.exec(body.slice(0, end));
  if (own) return parametersAt(source, from + own.index + own[0].length).params;
  return isRecord(source, from) ? parametersOf(fieldsIn(body.slice(0, end)).join(', ')) : [];
}

/** A class of Python that is made of its fields. */
function isRecord(source: string, from: number): boolean {
  const header = source.slice(source.lastIndexOf('\n', from - 1) + 1, from + 60);
  const above = source
    .slice(Math.max(0, from - 300), from)
    .split('\n')
    .slice(-4, -1);
  return (
    /^class \w+\((?:\w+\.)?(?:NamedTuple|BaseModel)\)/.test(header) ||
    above.some((line) => /^@(?:dataclasses\.)?dataclass\b/.test(line))
  );
}

/** `amount: int` and `currency: str = "USD"`, at the margin of a class's body. */
function fieldsIn(body: string): string[] {
  const margin = /\n([ \t]{1,8})\S/.exec(body)?.[1];
  if (margin === undefined) return [];
  return body.split('\n').flatMap((line) => {
    const field = line.startsWith(margin) ? line.slice(margin.length) : '';
    return /^[A-Za-z]\w{0,80}\s{0,9}:\s{0,9}(?!ClassVar)[^=#]{1,80}(?:=[^#]{1,200})?(?:#|$)/.test(field)
      ? [field.replace(/\s#.*$/, '').trim()]
      : [];
  });
}

/** Methods of a class by their headers, in order; what starts with an underscore is its own business. */
export function methodsIn(
  source: string,
  className: string,
): { name: string; params: readonly Parameter[] }[] {
  const own = signaturesIn(source).find(({ name, kind }) => name === className && kind === 'class');
  if (!own) return [];
  const body = source.slice(own.at, own.at + 20_000);
  const end = /\n(?=[^\s})\]#/@])/.exec(body)?.index ?? body.length;
  const headers =
    /^[ \t]{1,8}(?:public\s+)?(?:async\s+)?(?:def\s+)?([A-Za-z][\w$]{0,80})(?:<[^>\n]{0,80}>)?(?=\()/gm;
  const found = new Map<string, { name: string; params: readonly Parameter[] }>();
  for (const match of body.slice(0, end).matchAll(headers)) {
    const name = match[1]!;
    if (/^(?:constructor|if|for|while|switch|catch|return|super|function|def)$/.test(name) || found.has(name))
      continue;
    const { params, end: close } = parametersAt(body, match.index + match[0].length);
    // A header is followed by a body, a call by nothing of the kind.
    if (close === undefined || !/^\s{0,9}(?::|->|\{)/.test(body.slice(close, close + 20))) continue;
    found.set(name, { name, params });
    if (found.size >= mostMethods) break;
  }
  return [...found.values()];
}

const mostMethods = 30;
