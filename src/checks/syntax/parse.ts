/**
 * Whether a block of code parses. Runs in plain Node, away from what must not wait: a parse holds its thread.
 * What is said in the code is data; nothing of it is executed.
 */
import { faultOfCode } from './codeFault';
import { TooDeep, TooLong, type Fault } from './fault';
import { Grammars } from './grammars';
import { jsonFault } from './json';
import { languageOf, type Language } from './languages';
import { yamlFault } from './yaml';

/** What is found out about a block: it parses, it does not, or that nothing is known and why. */
export type SyntaxResult =
  /** `part`: as a part of something that the block does not hold. */
  | { type: 'syntax'; language: Language; ok: true; part?: true }
  /** `line` is counted from one within the block; `message` is a sentence of at most 200 characters. */
  | { type: 'syntax'; language: Language; ok: false; line: number; message: string }
  | { type: 'cannot'; what: 'syntax'; reason: string };

export interface SyntaxOptions {
  /** Absolute path of the folder of tree-sitter's WebAssembly files. */
  readonly grammars: string;
  /** Most time for a block in milliseconds, without the reading of its grammar. */
  readonly timeoutMs?: number;
}

/** Longest text that is parsed, in characters. */
const longest = 2_500_000;
const longestMessage = 200;
const defaultTimeoutMs = 1000;

const loaded = new Map<string, Grammars>();

/**
 * Parses a block, and where it does not parse says in which line.
 * @param name of the language, as a fence gives it
 */
export async function parse(name: string, text: string, options: SyntaxOptions): Promise<SyntaxResult> {
  const language = languageOf(name);
  if (!language) return cannot(`"${clipped(name, 40)}" is not a language that is parsed.`);
  if (text.length > longest) return cannot('The block is too long to be parsed.');
  try {
    const fault = await faultOf(name, language, normalized(text), options);
    if (!fault) return { type: 'syntax', language, ok: true };
    if (fault === 'part') return { type: 'syntax', language, ok: true, part: true };
    const message = `${clipped(fault.message, longestMessage - 1)}.`;
    return { type: 'syntax', language, ok: false, line: fault.row + 1, message };
  } catch (error) {
    if (error instanceof TooLong) return cannot('Parsing took too long and was stopped.');
    if (error instanceof TooDeep || error instanceof RangeError)
      return cannot('The block is nested too deeply to be parsed.');
    // A trap of WebAssembly.
    if (error instanceof Error && error.constructor.name === 'RuntimeError')
      return cannot('The parser failed on this block.');
    return cannot(`The parser of ${language} could not be loaded. Install the product again.`);
  }
}

/** Forgets the parsers at once; they are forgotten by themselves a minute after their last use. */
export function freeParsers(): void {
  for (const grammars of loaded.values()) grammars.free();
}

/** The parsers of a folder, shared by everybody who parses. */
export function grammarsIn(folder: string): Grammars {
  let grammars = loaded.get(folder);
  if (!grammars) loaded.set(folder, (grammars = new Grammars(folder)));
  return grammars;
}

async function faultOf(
  name: string,
  language: Language,
  text: string,
  options: SyntaxOptions,
): Promise<Fault | 'part' | undefined> {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  if (text.trim() === '') return undefined;
  if (language === 'yaml') return yamlFault(text, performance.now() + timeoutMs);
  const grammars = grammarsIn(options.grammars);
  if (language !== 'json') return faultOfCode(grammars, text, language, timeoutMs);
  if (/json5/i.test(name)) return faultOfCode(grammars, `_ = ${text}`, 'javascript', timeoutMs);
  return jsonFault(text, /jsonc/i.test(name), performance.now() + timeoutMs);
}

/** With the line ends of Unix, and without a mark of byte order. */
function normalized(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

const cannot = (reason: string): SyntaxResult => ({ type: 'cannot', what: 'syntax', reason });

/** One line of at most so many characters; what could steer a terminal is left out. */
function clipped(text: string, most: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
