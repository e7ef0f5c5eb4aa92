/** Functions that are handed over, where a parameter takes one, and what becomes of one that is handed back. */
import type { Literal } from './literals';
import type { Language, Probe } from './probe';
import type { Parameter } from './signatures';

const code = (javascript: string, python: string): Literal => ({ type: 'code', javascript, python });

const plain = [
  code('(x = 1) => x * 2', 'lambda x=1, *_: x * 2'),
  code('(x = 1) => x + 1', 'lambda x=1, *_: x + 1'),
  code('(x = 1) => [x]', 'lambda x=1, *_: [x]'),
];
const ofTwo = [
  code('(a, b) => a * 10 + b', 'lambda a, b: a * 10 + b'),
  code('(a, b) => a - b', 'lambda a, b: a - b'),
];
const deciding = [
  code('(x) => x > 2', 'lambda x, *_: x > 2'),
  code('(x) => x % 2 === 0', 'lambda x, *_: x % 2 == 0'),
];
const comparing = [
  code('(a, b) => a - b', 'lambda a, b: a - b'),
  code('(a, b) => b - a', 'lambda a, b: b - a'),
];
const keys = [code('(x) => x % 3', 'lambda x, *_: x % 3'), code('(x) => String(x)', 'lambda x, *_: str(x)')];
/** They show how often they are called. */
const counting = [
  code(
    '((n) => (x = 1) => x * 100 + ++n)(0)',
    '(lambda n: lambda x=1, *_: (n.append(x), x * 100 + len(n))[1])([])',
  ),
];
/** They fail at first, or always. */
const failing = [
  code(
    "((n) => () => { if (++n < 3) throw new RangeError('again'); return n; })(0)",
    '(lambda n: lambda *_: (n.append(1), 1 // (len(n) > 2), len(n))[2])([])',
  ),
  code("() => { throw new TypeError('never'); }", 'lambda *_: [][0]'),
  code('() => 7', 'lambda *_: 7'),
];

const named =
  /^(?:f|g|h|fn\w*|func\w*|callback|cb|predicate|compar\w+|cmp|iteratee|mapper|reducer|transform\w*|operation|action|task|test|condition|key_?(?:fn|func)|get_?key|selector|on[A-Z]\w*)$/i;

/** Whether a parameter takes a function, by its type or by what it is called. */
export function takesFunction({ name, type }: Pick<Parameter, 'name' | 'type'>): boolean {
  if (type !== undefined) return /=>|\bCallable\b|^Function$/.test(type);
  return named.test(name.replace(/^[.*]+/, ''));
}

/** Functions for a parameter that takes one: by its name, and by what the question is about. */
export function functionsFor(
  { name, type }: Pick<Parameter, 'name' | 'type'>,
  question: string,
): readonly Literal[] {
  const pool = synchronous(name, type, question);
  return /\basync\b|\bawait\b|\bpromises?\b/i.test(question) ? pool.map(asynchronous) : pool;
}

function synchronous(name: string, type: string | undefined, question: string): readonly Literal[] {
  if (/\b(?:retr(?:y|ies)|attempts?|fails?|succeeds?)\b/i.test(question)) return failing;
  if (/\b(?:memoi[sz]\w*|cach\w+|once)\b/i.test(question)) return [...counting, ...plain];
  if (/^(?:compar|cmp)/i.test(name)) return comparing;
  if (/predicate|condition|test|^filter/i.test(name) || /=>\s*boolean\b|,\s*bool\]/.test(type ?? ''))
    return deciding;
  if (/key|selector|iteratee/i.test(name) || /\bgroup|\bby\b/i.test(question)) return [...keys, ...deciding];
  return /\b(?:reduc|fold|curr(?:y|ied)|partial)|accumulat/i.test(question) || /^reducer$/i.test(name)
    ? ofTwo
    : plain;
}

function asynchronous(literal: Literal): Literal {
  if (literal.type !== 'code') return literal;
  const { javascript, python } = literal;
  return {
    type: 'code',
    javascript: `((own) => async (...args) => own(...args))(${javascript})`,
    // A function of its own cannot be written in one expression that awaits.
    python,
  };
}

const givesFunction =
  /\b(?:memoi[sz]\w*|curr(?:y|ied|ying)|compos\w+|decorat\w+|higher-order|once|partial\w*|pipe|closure|returns? (?:a|an|another) (?:new )?(?:\w+ )?(?:function|callable|closure))\b/i;

/** Whether what is asked for hands back a function, which can only be compared by what it does. */
export function handsBackFunction(question: string): boolean {
  return givesFunction.test(question);
}

/**
 * A call whose value, where it is a function, is called too: three times, the first value twice; what decorates is
 * given a function.
 * @param own name of what is called in its own program, where it is exported under another
 */
export function calledThrough(
  probe: Probe,
  own: string | undefined,
  language: Language,
  question: string,
): Probe {
  if (probe.kind === 'stdin') return probe;
  const source =
    probe.kind === 'expression' ? probe.source : `${own ?? probe.target}(${probe.args.join(', ')})`;
  const decorates = /\bdecorat\w+/i.test(question) && !/=>|\blambda\b/.test(source);
  const python = language === 'python';
  const [first] = decorates ? synchronous('', undefined, question) : [];
  const [given, other] =
    first?.type === 'code' ? [python ? first.python : first.javascript, undefined] : ['3', '5'];
  const calls = [given, other ?? given, given].map((one) => `r(${one})`).join(', ');
  return {
    kind: 'expression',
    source: python
      ? `(lambda r: [v(2) if callable(v) else v for v in [${calls}]] if callable(r) and not isinstance(r, type) else r)(${source})`
      : `((r) => typeof r === 'function' ? [${calls}].map((v) => typeof v === 'function' ? v(2) : v) : r)(${source})`,
  };
}
