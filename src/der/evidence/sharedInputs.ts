/**
 * Inputs on which all programs are compared: those that the question gives, and beside them what each answer brings by
 * itself. Every input has a number, the same one whoever is compared.
 */
import { assertionsIn, type Assertions } from './assertions';
import { calledThrough, handsBackFunction } from './functionInputs';
import { inputOf, inputsFor, type Input } from './inputs';
import type { Plan } from './plan';
import type { Probe } from './probe';
import type { Written } from './program';
import type { Parameter, Signature } from './signatures';
import type { Subject } from './statedProbes';
import { stdinInputs } from './stdinInputs';
import { callOf, keptCallOf, written as writtenArguments } from './target';

/** Inputs of all programs together; of those that one answer brings; where the question says nothing of its inputs. */
const mostInputs = 32;
const mostOfQuestion = 24;
const mostOfAnswer = 4;
const mostOfAnswerAlone = 16;
/** Most inputs of one further function, where several were asked for. */
const mostOfEach = 12;

/** Arguments for what was asked for, or for one of several functions by its name; or standard input. */
type Posed = { readonly name: string | undefined; readonly args: Input } | { readonly stdin: string };

/** The inputs on which the programs of a trial are compared, each of them known by a number. */
export class SharedInputs {
  private readonly posed: Posed[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly given = new Map<string | undefined, readonly Input[]>();
  private readonly brought = new Map<string, readonly number[]>();
  private readonly spelled = new Map<string, boolean>();

  constructor(
    private readonly plan: Plan,
    private readonly subjects: readonly (Subject | undefined)[],
    private readonly said: readonly Assertions[],
  ) {}

  /** Numbers of the inputs for the programs of these answers. */
  among(answers: readonly number[]): readonly number[] {
    const running = answers.filter((at) => this.subjects[at]);
    if (this.plan.asked.kind === 'script' || running.every((at) => !this.subjects[at]!.target)) {
      return this.ofScripts();
    }
    const several = this.severalNames(running);
    if (several.length < 2) return this.ofFunction(running, undefined).slice(0, mostInputs);
    return several.flatMap((name) => this.ofFunction(running, name).slice(0, mostOfEach));
  }

  /** Numbers of all inputs that these programs may be asked, whichever of the answers are given. */
  ofAny(answers: readonly number[]): readonly number[] {
    const running = answers.filter((at) => this.subjects[at]);
    const names = new Set(running.flatMap((at) => [...this.subjects[at]!.names].filter(this.isSpelled)));
    const several = names.size > 1 ? [...names] : [];
    const functions = [undefined, ...several].flatMap((name) => this.ofFunction(running, name));
    const scripts =
      this.plan.asked.kind === 'script' || running.some((at) => !this.subjects[at]!.target)
        ? this.ofScripts()
        : [];
    return [...new Set([...scripts, ...functions])];
  }

  /** What a program is asked with an input; undefined where it cannot be asked that. */
  probe(input: number, { target, names, language }: Subject): Probe | undefined {
    const posed = this.posed[input]!;
    if ('stdin' in posed) return { kind: 'stdin', input: posed.stdin };
    const args = writtenArguments(posed.args, language);
    if (posed.name !== undefined)
      return names.has(posed.name) ? { kind: 'call', target: posed.name, args } : undefined;
    if (!target) return undefined;
    const { asked, question } = this.plan;
    // An exported default has no name in its own program by which it could be called within something else.
    const isNamed = target.kind === 'function' && (target.own ?? target.name) !== 'default';
    if (isNamed && asked.keepsInput) return keptCallOf(target, args, language);
    const probe = callOf(target, args, language);
    return isNamed && handsBackFunction(question)
      ? calledThrough(probe, target.own, language, question)
      : probe;
  }

  private number(posed: Posed): number {
    const key = JSON.stringify(posed);
    const number = this.numbers.get(key) ?? this.posed.push(posed) - 1;
    this.numbers.set(key, number);
    return number;
  }

  private ofScripts(): readonly number[] {
    const { examples, question } = this.plan;
    return stdinInputs(examples, question).map((stdin) => this.number({ stdin }));
  }

  /** @param name of one function among several, undefined for what was asked for */
  private ofFunction(running: readonly number[], name: string | undefined): number[] {
    const given = this.givenFor(name).map((args) => this.number({ name, args }));
    return [...new Set([...given, ...running.flatMap((at) => this.broughtBy(at, name))])];
  }

  /** What the question gives: inputs that it states, and what is made of them or of the types that it writes. */
  private givenFor(name: string | undefined): readonly Input[] {
    const known = this.given.get(name);
    if (known) return known;
    const { asked, examples, question } = this.plan;
    const params = this.paramsAsked(name) ?? [];
    const stated = examples.flatMap((one) =>
      one.kind === 'call' && (name === undefined || one.target === name)
        ? present(inputOf(one.args, params))
        : [],
    );
    if (stated.length === 0) stated.push(...this.calledInQuestion(params));
    const tells = stated.length > 0 || params.some(({ type }) => type !== undefined);
    const given = tells ? inputsFor(distinct(stated), params, asked, question).slice(0, mostOfQuestion) : [];
    this.given.set(name, given);
    return given;
  }

  /** Calls that the question makes without saying, in a form that can be read, what they give. */
  private calledInQuestion(params: readonly Parameter[]): Input[] {
    const { asked, question } = this.plan;
    if (asked.name === undefined) return [];
    return assertionsIn(question, [asked.name]).calls.flatMap(({ args }) =>
      present(
        inputOf(
          args.map((source) => ({ name: undefined, source })),
          params,
        ),
      ),
    );
  }

  private broughtBy(at: number, name: string | undefined): readonly number[] {
    const key = `${at} ${name ?? ''}`;
    const known = this.brought.get(key);
    if (known) return known;
    const { asked, question } = this.plan;
    const header = this.headerOf(at, name);
    const inputs = this.inputsBy(at, name, this.paramsAsked(name) ?? header);
    const [first] = this.givenFor(name);
    const kept = first
      ? inputs.filter(({ length }) => length === first.length).slice(0, mostOfAnswer)
      : inputsFor(inputs, header, asked, question).slice(0, mostOfAnswerAlone);
    const brought = kept.map((args) => this.number({ name, args }));
    this.brought.set(key, brought);
    return brought;
  }

  /** Parameters that the question writes. */
  private paramsAsked(name: string | undefined): readonly Parameter[] | undefined {
    const { asked } = this.plan;
    return asked.params.length > 0 && (name === undefined || name === asked.name) ? asked.params : undefined;
  }

  /** Parameters as an answer writes them; where it writes the function several times, those with types. */
  private headerOf(at: number, name: string | undefined): readonly Parameter[] {
    const called = name ?? this.subjects[at]?.target?.name;
    const headers = this.plan.answers[at]!.written.signatures.filter(
      (one) => one.kind === 'function' && isCalled(one, called),
    );
    const isTyped = (one: Signature) => one.params.some(({ type }) => type !== undefined);
    return (headers.find(isTyped) ?? headers[0])?.params ?? [];
  }

  /** Inputs of the assertions and calls that an answer makes. */
  private inputsBy(at: number, name: string | undefined, params: readonly Parameter[]): Input[] {
    const subject = this.subjects[at];
    const own = [
      name ?? subject?.target?.name,
      subject && spokenName(subject, this.plan.answers[at]!.written),
    ];
    const isOwn = (called: string | undefined) =>
      called !== undefined && own.some((one) => one === called || one === called.split('.').at(-1));
    const { stated, calls } = this.said[at]!;
    const asserted = stated.flatMap((one) =>
      one.kind === 'call' && isOwn(one.target) ? present(inputOf(one.args, params)) : [],
    );
    const called = calls.flatMap(({ target, args }) => {
      const named = args.map((source) => ({ name: undefined, source }));
      return isOwn(target) ? present(inputOf(named, params)) : [];
    });
    return distinct([...asserted, ...called]);
  }

  /** Functions that the question names in code and that at least half of the programs define. */
  private severalNames(running: readonly number[]): string[] {
    const counts = new Map<string, number>();
    for (const at of running) {
      for (const name of this.subjects[at]!.names) {
        if (this.isSpelled(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    return [...counts].flatMap(([name, having]) => (having * 2 >= running.length ? [name] : []));
  }

  private readonly isSpelled = (name: string): boolean => {
    const known = this.spelled.get(name);
    if (known !== undefined) return known;
    const { asked, question } = this.plan;
    const inCode = new RegExp(String.raw`\`${escaped(name)}\b|(?<![\w$.])${escaped(name)}\(`);
    // What stands before the function that is to be completed is given and the same for all.
    const before = new RegExp(String.raw`\b(?:def|function) ${escaped(name)}\b`);
    const isSpelled = (name === asked.name || inCode.test(question)) && !before.test(asked.prelude);
    this.spelled.set(name, isSpelled);
    return isSpelled;
  };
}

/** How an author calls what was asked for: an exported default has another name in its own file. */
export function spokenName({ target }: Subject, { signatures }: Written): string | undefined {
  return target && (signatures.find((one) => isCalled(one, target.name))?.name ?? target.name);
}

/** Whether a definition goes by a name, its own or the one that it is exported under. */
export function isCalled({ name, exportedAs }: Signature, wanted: string | undefined): boolean {
  return name === wanted || (exportedAs !== undefined && exportedAs === wanted);
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`);
}

/** The input as a list, empty where there is none. */
function present(input: Input | undefined): Input[] {
  return input ? [input] : [];
}

function distinct(inputs: readonly Input[]): Input[] {
  return [...new Map(inputs.map((input) => [JSON.stringify(input), input])).values()];
}
