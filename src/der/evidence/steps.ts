/** Statements that depend on each other, put into one expression: an object is made, things are done with it, one is looked at. */
import type { Expected, Stated } from './stated';
import { calledIn } from './stated';

/** One statement; `binds` is the name that it gives its value. */
export interface BoundStatement {
  readonly binds?: string;
  readonly source: string;
}

/** Steps that one statement may depend on. */
const mostSteps = 40;

const assignment = /^(?:const|let|var)?\s*([A-Za-z_$][\w$]*)\s*(?::[^=\n]{1,80})?=(?![=>])\s*(\S[^]*)$/;
const notExpression =
  /^(?:import|from|def|class|for|if|elif|else|while|with|try|except|finally|return|function|async function|export|interface|type|enum|switch|throw|raise|del|global|assert|describe|it|test|beforeEach|@|\}|\{|\/\*|\*|<)/;

/** A statement as a step; undefined where it is none that has a value. */
export function stepOf(text: string): BoundStatement | undefined {
  const source = text.trim().replace(/;$/, '');
  const bound = assignment.exec(source);
  if (bound) return { binds: bound[1]!, source: bound[2]! };
  return source === '' || notExpression.test(source) ? undefined : { source };
}

/** The steps before a statement on which it may depend: those that bind a name that it uses, and what is done with these. */
export function neededBy(source: string, steps: readonly BoundStatement[]): BoundStatement[] {
  const bound = [...new Set(steps.flatMap(({ binds }) => binds ?? []))];
  const names = new Set(bound.filter((name) => isUsed(name, source)));
  const isNeeded = ({ binds, source: own }: BoundStatement) =>
    binds === undefined ? [...names].some((name) => isUsed(name, own)) : names.has(binds);
  for (let known = -1; known < names.size;) {
    known = names.size;
    for (const { source: own } of steps.filter(isNeeded)) {
      for (const name of bound) if (isUsed(name, own)) names.add(name);
    }
  }
  return steps.filter(isNeeded);
}

export function isUsed(name: string, text: string): boolean {
  return new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(text);
}

/** What is stated of the last of some steps; undefined where no call of a program's own is among them. */
export function statedBy(
  steps: readonly BoundStatement[],
  expected: Expected,
  language: 'python' | 'javascript',
): Stated | undefined {
  const needed = steps.slice(-mostSteps);
  const target = targetOf(needed);
  if (target === undefined) return undefined;
  const shown = needed.map(({ binds, source }) => (binds === undefined ? source : `${binds} = ${source}`));
  const source =
    language === 'python'
      ? `(lambda: [${needed.map(({ binds, source: own }) => (binds === undefined ? `(${own})` : `(${binds} := ${own})`)).join(', ')}][-1])()`
      : inFunction(needed);
  return { kind: 'expression', target, source, shown: shown.join('; '), language, expected };
}

function inFunction(steps: readonly BoundStatement[]): string {
  const written = steps.map(({ binds, source }, at) => {
    if (at === steps.length - 1) return `return (${source});`;
    const isFirst = steps.findIndex((step) => step.binds === binds) === at;
    return binds === undefined ? `${source};` : `${isFirst ? `let ` : ''}${binds} = ${source};`;
  });
  const isAsync = steps.some(({ source }) => /\bawait\b/.test(source));
  return `(${isAsync ? 'async ' : ''}() => { ${written.join(' ')} })()`;
}

/** What the steps are about: what makes the object that they bind, else what the last calls. */
function targetOf(steps: readonly BoundStatement[]): string | undefined {
  const bound = new Set(steps.flatMap(({ binds }) => binds ?? []));
  const called = steps.flatMap(({ source }) => {
    const target = calledIn(source.replace(/\bnew\s+(?=[A-Za-z_$])/g, ''))?.call.target;
    return target === undefined || bound.has(target.split('.')[0]!) ? [] : [target];
  });
  const made = called.find(
    (target) => /^[A-Z]/.test(target) && !/^(?:Map|Set|Array|Object|Promise|Date|JSON)\b/.test(target),
  );
  return made ?? called.at(-1);
}
