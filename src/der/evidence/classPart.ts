/** Code that is a part of a class, as answers show a method that they change: right as it is, and no program by itself. */
import type { CodeBlock } from './codeBlock';

const modifiers = String.raw`(?:(?:public|private|protected|static|async|override|readonly|abstract|get|set)\s{1,9})*`;
const name = String.raw`[*#]?(?!(?:if|for|while|switch|catch|with|function)\b)[A-Za-z_$][\w$]{0,80}`;
const returns = String.raw`\s{0,9}(?::[^={;]{1,300})?\{`;

/** A member of a class or an object, as no statement can begin. */
const member = new RegExp(
  String.raw`^(?:${modifiers}${name}\s{0,3}(?:<[^>(]{0,200}>)?\([^;{]{0,500}\)${returns}|(?:public|private|protected|readonly|override)\s{1,9}[\w$#*]|static\s{1,9}[\w$#*{]|#[\w$]{1,80}\s{0,9}[=:;(])`,
);
/** One whose parameters stand on lines of their own, and the line that ends these. */
const openMember = new RegExp(String.raw`^${modifiers}${name}\s{0,3}(?:<[^>(]{0,200}>)?\($`);
const parametersEnd = new RegExp(String.raw`^\)${returns}`);

/** Lines that are longer are no heads of members. */
const longest = 1000;

/** Whether a block of a program has members of a class at its top, without the class. */
export function isClassPart({ language, text }: Pick<CodeBlock, 'language' | 'text'>): boolean {
  if (language === 'python') return hasMethodsAlone(text);
  if (language !== 'javascript' && language !== 'typescript') return false;
  const tops = topLines(text);
  return tops.some(
    (line, at) => member.test(line) || (openMember.test(line) && parametersEnd.test(tops[at + 1] ?? '')),
  );
}

const pythonHead = /^(?:(?:async\s{1,9})?def\s{1,9}\w{1,80}\(\s{0,99}(self|cls)?\b|class\b)/gm;

/** Nothing but functions whose first parameter is the object, or the class. */
function hasMethodsAlone(text: string): boolean {
  const heads = [...dedented(text).join('\n').matchAll(pythonHead)];
  return heads.length > 0 && heads.every(([, first]) => first !== undefined);
}

/** The lines that are indented least. */
function topLines(text: string): string[] {
  return dedented(text).filter((line) => !/^\s/.test(line));
}

/** Lines without the indentation that they have in common. */
function dedented(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && line.length <= longest);
  const least = lines.reduce((all, line) => Math.min(all, line.length - line.trimStart().length), Infinity);
  return lines.map((line) => line.slice(least).trimEnd());
}
