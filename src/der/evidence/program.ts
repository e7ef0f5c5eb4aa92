/** The program that an answer contains: which of its blocks it is made of, and what stands beside it. */
import type { Asked } from './asked';
import { blocksOf, type Block } from './blocks';
import { guessedLanguage, taggedLanguage } from './languages';
import { wholeLiteral } from './literals';
import { nodeClasses } from './nodes';
import type { Language, Program } from './probe';
import { isClassPart } from './classPart';
import type { CodeBlock } from './codeBlock';
import { chosenBlocks } from './programBlocks';
import { joinedFiles } from './programFiles';
import { signaturesIn, type Signature } from './signatures';

/** The code of an answer, and what of it is the program that was asked for. */
export interface Written {
  /** All blocks, in order; the whole text is one where an answer is code without fences. */
  readonly blocks: readonly CodeBlock[];
  readonly prose: string;
  /** Those of them that the program is made of. */
  readonly parts: readonly CodeBlock[];
  /** To be run; undefined where there is none in a language that can be. */
  readonly program: Program | undefined;
  /** Language of the program, whether it can be run or not. */
  readonly language: string | undefined;
  /** Why what there is cannot be run. */
  readonly cannot: string | undefined;
  /** What the program defines, by its text. */
  readonly signatures: readonly Signature[];
  /** Code beside the program, its own included, where assertions and calls are looked for. */
  readonly code: string;
}

/** Characters of an answer that are read. */
const readCharacters = 400_000;
const runnable = new Set<string>(['javascript', 'typescript', 'python']);

/** Reads the program of an answer, as far as its question says which of its blocks are meant. */
export function writtenIn(answer: string, asked: Asked): Written {
  const { blocks, prose } = codeOf(answer.slice(0, readCharacters));
  const programs = blocks.filter(({ role }) => role === 'program');
  const language = languageOf(programs, asked);
  const none = { blocks, prose, language, parts: [], signatures: [], code: '' };
  if (language === undefined) {
    const change = blocks.some(({ role }) => role === 'diff');
    return {
      ...none,
      program: undefined,
      cannot: change ? 'It is a change of a file, not a program.' : undefined,
    };
  }
  const own = programs.filter((block) => sameFamily(block.language, language));
  if (!runnable.has(language)) {
    return { ...none, program: undefined, cannot: `Programs in ${language} are not run.` };
  }
  const kept = chosenBlocks(own);
  if (kept.some(isClassPart)) {
    return { ...none, program: undefined, cannot: 'It is a part of a class, which is not there.' };
  }
  const joined = completed(joinedFiles(kept), language, asked);
  const source = `${nodeClasses(joined, language)}${joined}`;
  const signatures = signaturesIn(source);
  const code = own.map(({ text }) => text).join('\n\n');
  return {
    blocks,
    prose,
    language,
    cannot: undefined,
    parts: kept,
    program: { language: language as Language, source },
    signatures,
    code,
  };
}

/** Blocks with their languages. One Markdown block that holds everything is opened; unfenced code counts as one block. */
function codeOf(answer: string): { blocks: CodeBlock[]; prose: string } {
  const { blocks, prose } = blocksOf(answer);
  const [only] = blocks;
  if (only && blocks.length === 1 && /^(?:markdown|md|mdx)$/.test(only.tag)) {
    const inner = blocksOf(only.text);
    if (inner.blocks.length > 0) {
      return {
        blocks: inner.blocks.map((block) => coded(block, only.line - 1)),
        prose: `${prose}\n${inner.prose}`,
      };
    }
  }
  if (blocks.length > 0) return { blocks: blocks.map((block) => coded(block, 0)), prose };
  const bare = bareCode(answer);
  return bare ? { blocks: [bare.block], prose: bare.prose } : { blocks: [], prose };
}

function coded({ tag, text, path, line, lead }: Block, offset: number): CodeBlock {
  const place = { text, path, line: line + offset, lead };
  const extension = path?.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const tagged = taggedLanguage(tag) ?? (tag === '' && extension ? taggedLanguage(extension) : undefined);
  if (tagged && isSession(text)) return { language: tagged.language, role: 'output', ...place };
  if (tagged) return { ...tagged, language: withoutElements(tagged.language, text), ...place };
  if (tag !== '') return { language: tag, role: 'output', ...place };
  if (/\b(?:outputs?|prints?|result|returns|yields)\b[^.]{0,40}:\**$/i.test(lead)) {
    return { language: 'text', role: 'output', ...place };
  }
  // A value alone is what something gives, whichever languages write it so.
  const guess = wholeLiteral(text.trim()) ? undefined : guessedLanguage(text);
  return guess ? { ...guess, ...place } : { language: '', role: 'output', ...place };
}

/** What is called TSX or JSX and has no element in it is the language itself. */
function withoutElements(language: string, text: string): string {
  if (!/^[jt]sx$/.test(language) || /<\/|\/>/.test(text)) return language;
  return language === 'tsx' ? 'typescript' : 'javascript';
}

/** What an interpreter showed is no program. */
function isSession(text: string): boolean {
  return /^\s*(?:>>> |In \[\d+\]:)/.test(text);
}

const codeStart =
  /^(?:(?:from|import|def|class|async def|function|async function|const|let|var|export|interface|type|public|package|use|fn|func|#include)\b|@\w|[ \t]+\S)/;
const sentence = /^(?:\d+\. |[-*] )?[A-Z][\w'’]*,?\s+(?:[a-z][\w'’,-]*\s+){3,}/;

/** Code that an answer gives without a fence, with the sentences around it apart. */
function bareCode(text: string): { block: CodeBlock; prose: string } | undefined {
  const lines = text.split(/\r?\n/);
  const from = lines.findIndex((line) => codeStart.test(line) && !sentence.test(line.trim()));
  if (from < 0) return undefined;
  const rest = lines.slice(from);
  const length = rest.findIndex((line, at) => at > 0 && sentence.test(line) && !/[=;{]|\)\s*$/.test(line));
  const code = (length < 0 ? rest : rest.slice(0, length)).join('\n');
  const guess = guessedLanguage(code);
  if (guess?.role !== 'program') return undefined;
  const prose = [...lines.slice(0, from), ...(length < 0 ? [] : rest.slice(length))].join('\n');
  return { block: { ...guess, text: code, path: undefined, line: from + 1, lead: '' }, prose };
}

function sameFamily(a: string, b: string): boolean {
  const family = (language: string) => (/^(?:typescript|javascript)$/.test(language) ? 'js' : language);
  return family(a) === family(b);
}

/** The language that was asked for, where the answer has it, else the one with most code; TypeScript before what it becomes. */
function languageOf(programs: readonly CodeBlock[], asked: Asked): string | undefined {
  const sizes = new Map<string, number>();
  for (const { language, text } of programs) sizes.set(language, (sizes.get(language) ?? 0) + text.length);
  if (asked.language !== undefined && sizes.has(asked.language)) return asked.language;
  const most = [...sizes].sort(([, a], [, b]) => b - a)[0]?.[0];
  return most === 'javascript' && sizes.has('typescript') ? 'typescript' : most;
}

/**
 * A Python function's body alone is put below its header, and what stood before that comes along. Judges that ask for
 * `class Solution` have the names of these modules at hand.
 */
function completed(source: string, language: string, asked: Asked): string {
  if (language !== 'python') return source;
  if (/^class Solution\b/m.test(source)) return `${asked.prelude}\n${providedFor(source)}${source}`;
  if (asked.prelude === '' && asked.stub === '') return source;
  const defines = signaturesIn(source).some(({ kind }) => kind !== 'value');
  const body = !defines && /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]+\S/.test(source);
  return body ? `${asked.prelude}${asked.stub.trimEnd()}\n${source}` : `${asked.prelude}\n${source}`;
}

/** Names of each module that programs use without importing them; a module takes time to load and is so if one is used. */
const provided: Readonly<Record<string, readonly string[]>> = {
  typing: ['List', 'Dict', 'Set', 'Tuple', 'Optional', 'Union', 'Any', 'Iterable', 'Iterator', 'Callable'],
  collections: ['defaultdict', 'deque', 'Counter', 'OrderedDict'],
  functools: ['cache', 'lru_cache', 'reduce', 'cmp_to_key'],
  heapq: ['heappush', 'heappop', 'heapify', 'heappushpop', 'heapreplace', 'nlargest', 'nsmallest'],
  itertools: ['accumulate', 'chain', 'combinations', 'groupby', 'pairwise', 'permutations', 'product'],
  bisect: ['bisect', 'bisect_left', 'bisect_right', 'insort'],
  math: ['ceil', 'comb', 'floor', 'gcd', 'inf', 'isqrt', 'sqrt'],
};

function providedFor(source: string): string {
  const words = new Set(source.match(/[A-Za-z_]\w*/g));
  return Object.entries(provided)
    .flatMap(([module, names]) => {
      const used = names.filter((name) => words.has(name));
      return [
        ...(words.has(module) ? [`import ${module}\n`] : []),
        ...(used.length > 0 ? [`from ${module} import ${used.join(', ')}\n`] : []),
      ];
    })
    .join('');
}
