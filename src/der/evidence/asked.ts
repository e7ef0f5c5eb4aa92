/** What a question asks for, as far as its text says: a function by name, a class, a script, in which language. */
import { blocksOf } from './blocks';
import { isTests } from './codeBlock';
import { codeExamples } from './codeExamples';
import { guessedLanguage, taggedLanguage } from './languages';
import { signaturesIn, type Parameter } from './signatures';

/** What a question asks for. */
export interface Asked {
  /** It asks to be told something at length: no final answer is looked for. */
  readonly explanation: boolean;
  /** It lists options to choose from. */
  readonly options: boolean;
  /** The question is about a program to be written, completed or mended. */
  readonly program: boolean;
  /** As the question spells it. */
  readonly name: string | undefined;
  readonly kind: 'function' | 'class' | 'script';
  /** Empty where they are not stated. */
  readonly params: readonly Parameter[];
  /** As in languages.ts. */
  readonly language: string | undefined;
  /** It is to be in that language: its words ask for it by name and name no other; one that is only spoken of is none. */
  readonly insists: boolean;
  /** Python source that stands before what is to be completed: imports and helpers. */
  readonly prelude: string;
  /** The header and documentation of the Python function that is to be completed. */
  readonly stub: string;
  /** Edges that the question itself names, so that inputs may go there. */
  readonly edges: { readonly empty: boolean; readonly negative: boolean; readonly zero: boolean };
  /** What is asked for changes what it is given and need not give anything back. */
  readonly inPlace: boolean;
  /** It must leave what it is given as it is. */
  readonly keepsInput: boolean;
  /** The order of what is returned was left open. */
  readonly unordered: boolean;
}

/** Characters of a question that are read. */
const readCharacters = 60_000;

const writes =
  /\b(?:writ(?:e|ing)|implement\w*|creat(?:e|ing)|complet(?:e|ing)|build|cod(?:e|ing)|develop|fix|debug|refactor|optimi[sz]e|convert|port|translate|add|give|provide|show|need|want|make|generate|solve|define|design|finish|correct|rewrite|extend|return)\b/i;
const programs =
  /\b(?:function|method|class|script|program|code|algorithm|snippet|module|component|hook|helper|utility|decorator|generator|endpoint|middleware|one-liner|lambda|typescript|javascript|python|node(?:\.js)?|react)\b/i;
const explains =
  /^\W*(?:(?:can|could|would) you (?:please )?|please )?(?:explain|why|what(?:'s|(?: [\w-]+){0,3} (?:is|are|does|do|should|can|will))|how (?:does|do|is|are|can|should|would)|when|describe|compare|discuss|summari[sz]e|tell me|which|is |are |does |do |should )/i;

/** "How do I write a function that …", "Why does f return 6? Please fix it": a program is wanted, whatever else is asked. */
const asksToMake =
  /\bhow (?:do|can|could|would|should|to) ?(?:I|you|we|one)? ?(?:best )?(?:write|implement|create|make|code|build|define) (?:me )?(?:an?|the|this|some) (?:[\w-]+ ){0,3}(?:function|method|class|script|program|algorithm|generator|decorator|hook|helper|regex)\b|(?:^|[.!?:]\s+|\b(?:please|and|then|can you|could you)\s+)(?:fix|correct|repair|debug|rewrite|mend|complete|finish|implement|optimi[sz]e|refactor|convert|port|translate)\b(?! (?:me|this sentence|my grammar))/im;

const atLength =
  /\b(?:explain|describe|discuss|compare|contrast|summari[sz]e|elaborate|outline|critique|review|brainstorm|pros and cons|advantages|trade-?offs?|differences? between|why (?:is|are|do|does|did|would|should|can|has|have|was|were)|how (?:do|does|can|could|should|would) (?:I|we|you|it|one|this|that|the|a|an)|when (?:should|would)|(?:write|compose|draft) (?:me )?(?:an?|the) (?:\w+ )?(?:essay|story|poem|e-?mail|letter|article|post|paragraph|speech|report|song|guide|tutorial|plan))\b/i;

/** Reads what a question asks for, from no more than its first characters. */
export function askedOf(question: string): Asked {
  const text = question.slice(0, readCharacters);
  const { blocks, prose } = blocksOf(text);
  const code = blocks.filter(
    ({ tag, text: inside }) =>
      taggedLanguage(tag)?.role === 'program' || guessedLanguage(inside)?.role === 'program',
  );
  const bare = blocks.length === 0 && /^(?:def|class|from|import|function|export|const) /m.test(text);
  // What tests are made of is not what is asked for.
  const own = code.filter((block) => !isTests(block));
  const source = bare ? text : own.map(({ text: inside }) => inside).join('\n');
  const signatures = signaturesIn(source).filter(({ kind }) => kind !== 'value');
  const spoken = languagesNamed(prose)[0] ?? languageOf(code[0]?.tag, source || (code[0]?.text ?? ''));
  const named = nameIn(prose);
  const tested = named
    ? undefined
    : testedIn(code.filter((block) => isTests(block)).map(({ text: inside }) => inside));
  const usesOf =
    (named ?? tested)
      ? []
      : codeExamples(text, false).flatMap((one) => ('target' in one ? (one.target ?? []) : []));
  const isDefined = usesOf.some((use) => signatures.some(({ name }) => name === use.split('.')[0]));
  // Code that shows how something is used defines helpers beside it.
  const used = tested ?? (isDefined ? undefined : usesOf[0]?.split('.')[0]);
  const last =
    used !== undefined
      ? undefined
      : (signatures.findLast(({ name }) => name === named?.name) ?? signatures.at(-1));
  const tells = explains.test(prose) && !asksToMake.test(prose);
  const asksFor = writes.test(prose) && programs.test(prose) && !tells;
  const stubbed = last !== undefined && (bare || asksFor || asksToMake.test(prose)) && (bare || !tells);
  const python = stubbed && spoken === 'python' && /^(?:async )?def\b/.test(source.slice(last.at));
  const name = named?.name ?? used ?? (stubbed ? last.name : undefined);
  return {
    explanation: atLength.test(prose),
    options: offersOptions(text),
    program:
      asksFor ||
      stubbed ||
      (tested !== undefined && writes.test(prose) && !tells) ||
      (named !== undefined && !tells),
    // A class around the method that is asked for, as judges want it.
    name: name === 'Solution' ? undefined : name,
    kind: kindOf(
      prose,
      name === 'Solution'
        ? 'function'
        : (named?.kind ?? (stubbed ? last.kind : /^[A-Z]/.test(used ?? '') ? 'class' : undefined)),
    ),
    params: named && named.name !== last?.name ? named.params : stubbed ? last.params : [],
    language: spoken,
    insists: languagesNamed(prose).length === 1 && asksIn.test(prose),
    prelude: python ? preludeOf(source.slice(0, last.at)) : '',
    stub: python ? source.slice(last.at) : '',
    edges: edgesIn(text),
    inPlace:
      !leavesInput.test(text) &&
      /\bin[- ]place\b|\b(?:do not|don['’]t|without) return(?:ing)? anything\b|\bmutat(?:es?|ing) (?:the|its|an?) (?:array|list|input|argument|matrix)\b/i.test(
        text,
      ) &&
      !/\bnot (?:be )?(?:done |sorted |modified )?in[- ]place\b|\bwithout mutating\b/i.test(text),
    keepsInput: leavesInput.test(text),
    unordered:
      /\b(?:any order|order (?:of [\w ]{1,40} )?(?:does not|doesn['’]t|is not|isn['’]t) (?:matter|important|relevant))\b/i.test(
        text,
      ),
  };
}

const leavesInput =
  /\b(?:without|not|never|don['’]t|avoid|instead of) (?:to )?(?:mutat\w+|modif\w+|chang\w+) (?:the |its |their |any )?(?:original |input|argument|source|array|list|object|param)|\b(?:immutabl[ey]|non-mutating|leav\w+ the (?:original|input) (?:\w+ )?(?:unchanged|intact|untouched))/i;

/** The one thing that tests take from a file beside them. */
function testedIn(tests: readonly string[]): string | undefined {
  const names = tests.flatMap((text) =>
    [
      ...text.matchAll(
        /^(?:(?:const|let|var|import)\s{1,3}\{?\s{0,3}([\w$, ]{1,200}?)\s{0,3}\}?\s{0,3}(?:=\s{0,3}require\(|from)\s{0,3}['"]\.{1,2}\/|from (?!unittest|pytest|typing|collections)\.?\w{1,60} import ([\w, ]{1,200})$)/gm,
      ),
    ].flatMap(([, javascript, python]) => (javascript ?? python ?? '').split(',')),
  );
  const bare = [
    ...new Set(names.map((name) => name.trim()).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name))),
  ];
  return bare.length === 1 ? bare[0] : undefined;
}

/** `(A) …`, `A. …` or `A) …` at the start of a line, and B beside it. */
function offersOptions(text: string): boolean {
  return /^[^\S\n\r\u2028\u2029]*\(?A[).:]\s/m.test(text) && /^[^\S\n\r\u2028\u2029]*\(?B[).:]\s/m.test(text);
}

/** Code before the function that is to be completed, without what is said before it. */
function preludeOf(before: string): string {
  const from = before.search(/^(?:from \w|import \w|def |class |@\w|[A-Z_]{2,40} = )/m);
  return from < 0 ? '' : before.slice(from);
}

/** "a script that reads n and then n numbers and prints their sum": not a file's lines. */
const readsAndPrints =
  /\b(?:script|program)\b[^.\n]{0,60}\breads?\b(?![^.\n]{0,40}\bfiles?\b)[^\n]{0,160}\b(?:prints?|outputs?|writes?)\b/i;

/** "a program that prints the first ten primes": not a function, and nothing is read. */
const printsAlone = /\b(?:script|program)\b (?:that|which|to) (?:prints?|outputs?|displays?|shows?)\b/i;

/** "implement an LRU cache class with get and put": the name is left to who answers. */
const namelessClass =
  /\b(?:write|implement|create|build|make|design|develop|need|want)(?: me)? an? (?:(?!(?:functions?|methods?|helper|script|program|hook|component|that|which|to|for|with|of|from|in|on)\b)[\w-]{1,40} ){0,4}(?:data)?class\b(?! (?:names?|method|component|decorator)\b)/i;

function kindOf(prose: string, named: 'function' | 'class' | 'value' | undefined): Asked['kind'] {
  if (
    (named === undefined && printsAlone.test(prose)) ||
    /\b(?:standard input|stdin|reads? (?:from )?(?:the )?(?:console|input line|keyboard)|input\(\))/i.test(
      prose,
    ) ||
    (named === undefined && readsAndPrints.test(prose))
  ) {
    return 'script';
  }
  return named === 'class' || (named === undefined && namelessClass.test(prose)) ? 'class' : 'function';
}

const languageNames =
  /\b(typescript|javascript|python|golang|rust|java|kotlin|swift|ruby|php|bash|sql|haskell|scala)\b|(\bC\+\+|\bC#|\bGo (?:function|program|code)\b)/gi;

/** "write a small Python function", "in Python": not "a Node script that starts a Python program". */
const asksIn =
  /\b(?:(?:write|implement|create|build|develop|give me|show me|generate)(?: me)?(?: an?| the| some)?(?: [\w-]{1,30})?|in) (?:typescript|javascript|python|golang|rust|java|kotlin|swift|ruby|php|sql|haskell|scala|C\+\+|C#|Go(?= (?:function|program|code)\b))(?![\w+#])/i;

/** The languages that a question's words name, each once, in order. */
function languagesNamed(prose: string): string[] {
  const named = [...prose.matchAll(languageNames)].flatMap(([name]) => {
    const word = name.toLowerCase();
    return (word.startsWith('go ') ? 'go' : taggedLanguage(word)?.language) ?? [];
  });
  return [...new Set(named)];
}

function languageOf(tag: string | undefined, source: string): string | undefined {
  if (source === '') return undefined;
  return (tag ? taggedLanguage(tag)?.language : undefined) ?? guessedLanguage(source)?.language;
}

/** "a function called `add`", "function add(a, b)", "`add(a, b)`", "a class Stack", "named parse". */
function nameIn(
  prose: string,
): { name: string; kind: 'function' | 'class'; params: Parameter[] } | undefined {
  // "a `Stack` class" names it before the word.
  const text = prose.replace(
    /`([A-Za-z_$][\w$]{0,80})`\s{1,3}((?:data)?class|function|method)\b|\b(?<=\b(?:an?|the) )(?!(?:Python|TypeScript|JavaScript|Java|React|Node|Abstract|Base|Generic)\b)([A-Z][\w$]{1,80}) ((?:data)?class)\b/g,
    (_, ticked?: string, word?: string, bare?: string, other?: string) =>
      `${word ?? other} \`${ticked ?? bare}\``,
  );
  const patterns = [
    /`(new) ([A-Z][\w$]{1,80})\(/,
    /\b(function|method|(?:data)?class|procedure|helper)\s{1,3}(?:is\s{1,3})?(?:called|named)\s{1,3}["'`*]{0,3}([A-Za-z_$][\w$]{0,80})(?:(?:<[^<>()\n]{1,80}>)?\(([^()\n]{0,200})\))?/i,
    /\b(function|method|(?:data)?class)\s{1,3}[`"']([A-Za-z_$][\w$]{0,80})(?:(?:<[^<>()\n]{1,80}>)?\(([^()\n]{0,200})\))?/i,
    /\b(function|method)\s{1,3}([A-Za-z_$][\w$]{0,80})(?:<[^<>()\n]{1,80}>)?\(([^()\n]{0,200})\)/i,
    /\b((?:data)?class)\s{1,3}([A-Z][\w$]{1,80})\b/,
    /(`)(?:function |def )?([A-Za-z_$][\w$]{0,80})(?:<[^<>()\n]{1,80}>)?\(((?:[A-Za-z_$.*][\w$]{0,40}(?:\s{0,2}[:?=][^,()`\n]{1,60})?(?:,\s{0,3})?){0,8})\)(?:\s{0,3}(?::|->)[^`\n]{1,60})?`/,
    /\b(?:called|named)\s{1,3}()[`"']([A-Za-z_$][\w$]{0,80})[`"']/i,
    /\b(function|method|class)\s{1,3}([A-Za-z_$][\w$]{1,80})(?=[.:]?$|[.:]\s|\s{1,3}in\s{1,3}(?:JavaScript|TypeScript|Python|Node|JS|TS)\b)/im,
  ];
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [, kind = '', name = '', params] = match;
    if (
      /^(?:that|which|to|for|should|must|is|in|with|the|it|returns?|below|above|here|please|again|work|and|body|only|name|signature|declaration|definition|call|code|expression|component|components)$/i.test(
        name,
      )
    )
      continue;
    const inside = params ?? '';
    return {
      name,
      kind: /class|^new$/i.test(kind) ? 'class' : 'function',
      params:
        kind === 'new' || /["'\d]|(?<![\w>])\[/.test(inside)
          ? []
          : [...(signaturesIn(`function ${name}(${inside})`)[0]?.params ?? [])],
    };
  }
  return undefined;
}

function edgesIn(text: string): Asked['edges'] {
  return {
    empty: /\bempty\b|\bno elements?\b|(?<![\w>\]])\[\]|""|''/i.test(text),
    negative: /\bnegative\b|(?<![\w.])-\d/i.test(text) && !/\b(?:non-?negative|positive)\b/i.test(text),
    zero: /\bzero\b|(?<![\w.])0(?![\w.])|\bnon-?negative\b/i.test(text),
  };
}
