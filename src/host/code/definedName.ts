/** What a line of code defines, told by its first words. */
import type { Definition } from './definition';

const modifiers = String.raw`(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|sealed|override|readonly|async|unsafe|extern|inline|virtual|partial|open|data|suspend|pub(?:\([^)]*\))?|const(?=\s+(?:fn|enum|unsafe|async)\b))\s+)*`;
const container = new RegExp(
  String.raw`^${modifiers}(?:class|interface|enum(?:\s+class)?|namespace|module|struct|trait|object|record|protocol|extension|union)\s+([\w$]+)`,
);
const impl = /^(?:unsafe\s+)?impl\b(?:<[^>]*>)?([\w:<>,'&\s]*)/;
/** A method of Go, by its receiver's type: two types may have one of the same name. */
const goMethod = /^func \((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) (\w+)/;
const goType = /^type\s+(\w+)(?:\[[^\]]*\])?\s+(?:struct|interface)\b/;
const callable = new RegExp(
  String.raw`^${modifiers}(?:function(?:\s*\*)?|fn|fun|func|def|sub)\s+(?:\([^)]*\)\s*)?(?:[\w.]+\.)?([\w$]+[?!]?)`,
);
const value = new RegExp(
  String.raw`^${modifiers}(?:(?:const|let|var|val|type)\s+(?:mut\s+)?|static\s+(?:mut\s+)?(?=\w+\s*:))([\w$]+)\b(?!\s*\()`,
);
/** A method, or a function of a language that begins one with its type. */
const method = new RegExp(
  String.raw`^${modifiers}(?:(?:get|set)\s+(?=[\w$#]))?(?:\*\s*)?(?:[\w$<>[\],.?:*&]+\s+){0,4}?[*&]*((?:\w+::)*(?:#?~?[\w$]+|operator(?:\(\)|[^\s\w()]{1,3}\w{0,99})))\s*(?:<[^>()]*>\s*)?\(`,
);
const field = new RegExp(String.raw`^${modifiers}(#?[\w$]+)[?!]?\s*(?::[^=(]*)?(?:=|;|$)`);
/** A variable of a language that begins one with its type, or a property of C#. */
const typed = new RegExp(
  String.raw`^${modifiers}(?:[\w$<>[\],.?:*&]+\s+){1,4}?[*&]*([\w$]+)(?:\[[^\]]*\])?\s*(?:=(?![=>])|;|=>|\{\s*(?:get|set|init)\b)`,
);
/** `exports.list = async (request) => {`, `Cart.prototype.total = function () {`. */
const assignedMember =
  /^((?:module\.)?exports\.[\w$]+|[A-Za-z_$][\w$]*(?:\.prototype)?\.[\w$]+)\s*=\s*(?:async\s+)?(?:function\b|\(|[\w$]+\s*=>)/;
/** Words that only members of a class begin with. */
const ofMember = /^(?:(?:private|protected|public|static|readonly|override)\b|#\w)/;
const keywords =
  /^(?:if|for|while|switch|catch|return|do|else|try|throw|new|await|yield|typeof|delete|case|with|elif|except|finally|match|when|unless|until|foreach|lock|using|import|from|export|super|this|assert|expect|print|describe|it|test|not|and|or|in|is|lambda|pass|raise|break|continue|default|goto|sizeof|defer|go|select|where|impl|use|package|include|require|echo)$/;

/**
 * What a line of code defines; undefined where it defines nothing.
 * @param member Whether it stands within a class or the like.
 */
export function definedBy(line: string, member: boolean): Pick<Definition, 'name' | 'kind'> | undefined {
  return definedByCode(withoutDecorators(line), member);
}

function definedByCode(line: string, member: boolean): Pick<Definition, 'name' | 'kind'> | undefined {
  const inner = (container.exec(line) ?? goType.exec(line))?.[1] ?? implemented(line);
  if (inner !== undefined) return { name: inner, kind: 'container' };
  const received = goMethod.exec(line);
  if (received) return { name: `${received[1]}.${received[2]}`, kind: 'callable' };
  const called = callable.exec(line)?.[1];
  if (called !== undefined) return { name: called, kind: 'callable' };
  const valued = value.exec(line)?.[1];
  if (valued !== undefined) return { name: valued, kind: 'value' };
  const given = member ? undefined : assignedMember.exec(line)?.[1];
  if (given !== undefined) return { name: given, kind: 'callable' };
  const methodName = method.exec(line)?.[1];
  const first = /^[\w$]+/.exec(line)?.[0] ?? '';
  if (methodName !== undefined && !keywords.test(methodName) && !keywords.test(first))
    return { name: methodName, kind: 'callable' };
  const fieldName = member || ofMember.test(line) ? field.exec(line)?.[1] : undefined;
  const variable = fieldName ?? (keywords.test(first) ? undefined : typed.exec(line)?.[1]);
  return variable === undefined || keywords.test(variable) ? undefined : { name: variable, kind: 'value' };
}

/** `impl Store` or `impl Default for Store`: a type may have several, each by what it is. */
function implemented(line: string): string | undefined {
  const said = impl
    .exec(line)?.[1]
    ?.split(/\bwhere\b/)[0]!
    .trim();
  return said ? `impl ${said.split(/\s+/).join(' ')}` : undefined;
}

function withoutDecorators(line: string): string {
  return line.replace(/^(?:@[\w.]+(?:\([^)]*\))?\s+)+/, '');
}
