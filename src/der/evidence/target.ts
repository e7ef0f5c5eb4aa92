/** What was asked for, found in what a program defines. */
import type { Asked } from './asked';
import { writeLiteral, type Literal } from './literals';
import type { Exported, Language, Probe } from './probe';
import { methodsIn, type Signature } from './signatures';

/** The function or class of a program that the question means. */
export interface Target {
  readonly name: string;
  readonly kind: 'function' | 'class';
  /** In its own program, where it is exported under another name. */
  readonly own?: string;
  /** Class around a method that is asked for as if it were a function, as `Solution` is. */
  readonly within: string | undefined;
  /** Names of the parameters, bare. */
  readonly params: readonly string[];
  readonly methods: readonly string[];
  /** What it changes is its first argument: that counts where it gives nothing back. */
  readonly inPlace?: true;
}

/**
 * The one that was asked for: by its name; by its name in another spelling; the only one that takes so many
 * arguments; the exported one; the last one.
 * @param arity arguments that are handed over, where it is known
 */
export function targetIn(
  exports: readonly Exported[],
  signatures: readonly Signature[],
  asked: Pick<Asked, 'name' | 'kind' | 'inPlace'>,
  arity: number | undefined,
): Target | undefined {
  const found = foundIn(exports, signatures, asked, arity);
  return found && asked.inPlace ? { ...found, inPlace: true } : found;
}

function foundIn(
  exports: readonly Exported[],
  signatures: readonly Signature[],
  asked: Pick<Asked, 'name' | 'kind'>,
  arity: number | undefined,
): Target | undefined {
  const wanted = exports.filter(({ kind }) => kind === (asked.kind === 'class' ? 'class' : 'function'));
  const { name } = asked;
  const named =
    wanted.find((one) => one.name === name) ??
    wanted.find((one) => name !== undefined && spelling(one.name) === spelling(name));
  if (named) return targetOf(named, signatures);
  const method = asked.kind === 'function' ? methodIn(exports, wanted, name) : undefined;
  if (method) return method;
  const candidates = wanted.filter(
    ({ name: own }) => !/^(?:main|test_?\w*|_\w+|run|demo|example\w*)$/i.test(own),
  );
  const taking = candidates.filter((one) => arity === undefined || takes(one, arity));
  // Another name and another number of parameters: it is something else.
  const isOther = name !== undefined && arity !== undefined && taking.length === 0;
  const pool = isOther ? [] : taking.length > 0 ? taking : candidates;
  const exported = pool.filter(({ name: own }) => own === 'default' || isExported(own, signatures));
  const found =
    pool.length === 1 ? pool[0] : exported.length === 1 ? exported[0] : (exported.at(-1) ?? pool.at(-1));
  return found && targetOf(found, signatures);
}

/** What a program's text promises that it defines, before it was loaded. */
export function promised(signatures: readonly Signature[], source: string): Exported[] {
  const exported = signatures.filter(({ exportedAs }) => exportedAs !== undefined);
  return (exported.length > 0 ? exported : signatures).map(({ name, kind, params, exportedAs }) => ({
    name: exportedAs ?? name,
    kind,
    arity: params.filter(({ optional }) => !optional).length,
    params: params.map(({ name: own }) => own),
    ...(kind === 'class' && { methods: methodsIn(source, name).map((method) => method.name) }),
  }));
}

/** A name without what styles of writing names differ in. */
export function spelling(name: string): string {
  return name.replace(/[_$]/g, '').toLowerCase();
}

function isExported(name: string, signatures: readonly Signature[]): boolean {
  return signatures.some((one) => one.exportedAs === name);
}

function takes({ arity = 0, params }: Exported, count: number): boolean {
  const open = params?.some((param) => /^(?:\*|\.\.\.)/.test(param)) ?? false;
  return arity <= count && (params === undefined || open || params.length >= count);
}

function targetOf({ name, kind, params, methods }: Exported, signatures: readonly Signature[]): Target {
  const declared = signatures.find((one) => one.exportedAs === name)?.name;
  const bare =
    params ?? signatures.find((one) => one.name === name)?.params.map(({ name: own }) => own) ?? [];
  return {
    name,
    kind: kind === 'class' ? 'class' : 'function',
    ...(declared !== undefined && declared !== name && { own: declared }),
    within: undefined,
    params: bare.map((param) => /[\w$]+/.exec(param)?.[0] ?? param),
    methods: methods ?? [],
  };
}

/** `class Solution` with the method that is asked for. */
function methodIn(
  exports: readonly Exported[],
  functions: readonly Exported[],
  name: string | undefined,
): Target | undefined {
  for (const one of exports) {
    const methods = one.methods?.filter((method) => !/^(?:constructor|__\w+__|_\w+)$/.test(method)) ?? [];
    if (one.kind !== 'class' || (one.arity ?? 0) > 0) continue;
    const method =
      methods.find((own) => name !== undefined && spelling(own) === spelling(name)) ??
      (functions.length === 0 && methods.length === 1 ? methods[0] : undefined);
    if (method) return { name: method, kind: 'function', within: one.name, params: [], methods: [] };
  }
  return undefined;
}

/** The call of a target with arguments in the program's own language. */
export function callOf(target: Target, args: readonly string[], language: Language): Probe {
  const python = language === 'python';
  const callee =
    target.within === undefined ? target.name : `(${python ? '' : 'new '}${target.within}()).${target.name}`;
  if (target.inPlace && args.length > 0) {
    const [changed, ...others] = args;
    const call = `${callee}(${['changed', ...others].join(', ')})`;
    const source = python
      ? `(lambda changed: (lambda given: changed if given is None else given)(${call}))(${changed})`
      : `((changed) => ${call} ?? changed)(${changed})`;
    return { kind: 'expression', source };
  }
  if (target.within === undefined) return { kind: 'call', target: target.name, args };
  return { kind: 'expression', source: `${callee}(${args.join(', ')})` };
}

/** A call that also gives what became of its first argument, where that must stay as it was. */
export function keptCallOf(target: Target, args: readonly string[], language: Language): Probe {
  const [first, ...others] = args;
  if (first === undefined || target.inPlace || target.within !== undefined)
    return callOf(target, args, language);
  const call = `${target.own ?? target.name}(${['changed', ...others].join(', ')})`;
  const source =
    language === 'python'
      ? `(lambda changed: [${call}, changed])(${first})`
      : `((changed) => [${call}, changed])(${first})`;
  return { kind: 'expression', source };
}

/** Literals as arguments of a call. */
export function written(input: readonly Literal[], language: Language): string[] {
  return input.map((literal) => writeLiteral(literal, language));
}
