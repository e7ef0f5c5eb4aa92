/**
 * What a model's name says, whoever wrote it: `hf.co/bartowski/Qwen2.5-Coder-7B-Instruct-GGUF:Q4_K_M`,
 * `qwen2.5-coder:7b-instruct-q4_K_M` and `Qwen/Qwen2.5-Coder-7B-Instruct` are of the same words.
 */

export interface ModelName {
  /** What tells models apart, in the name's order, each once: `qwen`, `2.5`, `coder`, `7b`. */
  readonly words: readonly string[];
  /** Days, months and revisions, put together: `20241022`, `0613`, `002`; empty where it has none. */
  readonly date: string;
}

/** Names of models are shorter; of what is longer nothing is known. */
const longestName = 200;

/** Reads a name in one pass; undefined where nothing is left that tells a model. */
export function readName(name: string): ModelName | undefined {
  if (name.length > longestName) return undefined;
  const pieces = piecesOf(name);
  const dates: string[] = [];
  const words: string[] = [];
  let quantised = false;
  for (const [index, piece] of pieces.entries()) {
    quantised = quantisation.test(piece) || (quantised && quantisationEnd.has(piece));
    if (quantised || noise.has(piece) || contextLength.test(piece)) continue;
    if (isDate(pieces, index)) dates.push(piece);
    else if (size.test(piece)) words.push(piece);
    else if (wholeNumber.test(piece) && continuesVersion(pieces, index, words))
      words.push(`${words.pop()!}.${piece}`);
    else words.push(...partsOf(piece));
  }
  const told = withoutRoles(withoutExperts(words.map(withoutZero)));
  return told.length === 0 ? undefined : { words: [...new Set(told)], date: dates.join('') };
}

/** Whether a word of a name is a size: `7b`, `8x22b`, `a3b`. */
export function isSize(word: string): boolean {
  return size.test(word);
}

const size = /^(?:\d{1,4}x|[ae])?\d{1,12}(?:\.\d{1,12})?b$/;
const wholeNumber = /^\d{1,2}$/;
const contextLength = /^\d{1,5}k$/;
const quantisation = /^(?:i?q\d\w{0,8}|[bf]p?\d{1,2}|int\d|nf4|w\d{1,2}a\d{1,2}|\d{1,2}bit)$/;
/** What follows `q4` in `q4_k_m`. */
const quantisationEnd = new Set(['k', '0', '1', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'nl']);

/** Says how a model is packed, served or whose it is, and not which it is. */
const noise = new Set([
  ...['gguf', 'ggml', 'awq', 'gptq', 'mlx', 'exl2', 'bnb', 'imatrix', 'i1', 'hf', 'merged', 'ud', 'qat'],
  ...['latest', 'free', 'cloud', 'online', 'maas', 'v'],
  ...['meta', 'us', 'eu', 'apac', 'global', 'anthropic', 'openai', 'google', 'amazon', 'mistralai', 'zai'],
]);

/** How a model was taught to answer; leaves it the same model where anything else tells it. */
const roles = new Set(['instruct', 'chat', 'it', 'preview', 'exp', 'experimental', 'beta', 'default']);

/** The name's last part, with its tag, in pieces of letters, digits and dots. */
function piecesOf(name: string): string[] {
  // What Bedrock appends is the version of its own interface.
  const path = name.toLowerCase().replace(/-v\d:\d$/, '');
  const pieces = path.slice(path.lastIndexOf('/') + 1).split(/[^a-z0-9.]+/);
  return pieces.flatMap((piece) => {
    const dotted = piece.split('.');
    // A dot between digits is of a version, any other parts words: `us.anthropic.claude`.
    const parts: string[] = [];
    for (const part of dotted) {
      const before = parts.at(-1);
      if (before !== undefined && /\d$/.test(before) && /^\d/.test(part))
        parts[parts.length - 1] = `${before}.${part}`;
      else if (part) parts.push(part);
    }
    return parts;
  });
}

/** A day, a month, a year or a revision: beside a year or a number that begins with nought, two digits are one too. */
function isDate(pieces: readonly string[], index: number): boolean {
  const piece = pieces[index]!;
  if (!/^\d+$/.test(piece)) return false;
  if (piece.length > 2 || (piece.length === 2 && piece.startsWith('0'))) return true;
  const besides = [pieces[index - 1], pieces[index + 1], pieces[index - 2]];
  return piece.length === 2 && besides.some((other) => other !== undefined && /^(?:20\d\d|0\d)$/.test(other));
}

/** `3-5` and `3_1` are 3.5 and 3.1. */
function continuesVersion(pieces: readonly string[], index: number, words: readonly string[]): boolean {
  return /\d$/.test(pieces[index - 1] ?? '') && wholeNumber.test(words.at(-1) ?? '');
}

/** Letters and numbers of a piece apart: `llama3.1`, `v0.2`, `k2p6`. */
function partsOf(piece: string): string[] {
  const parts = piece.replace(/(\d)p(?=\d)/g, '$1.').match(/[a-z]+|[\d.]+/g) ?? [];
  return parts.filter((part, index) => !(part === 'v' && index + 1 < parts.length));
}

/** `17b-16e` tells what one token uses and how many experts there are, and not the size. */
function withoutExperts(words: readonly string[]): readonly string[] {
  const count = words.findIndex((word, index) => word === 'e' && wholeExperts.test(words[index - 1] ?? ''));
  if (count < 0) return words;
  return words.filter((word, index) => index !== count && index !== count - 1 && !size.test(word));
}
const wholeExperts = /^\d{1,3}$/;

function withoutZero(word: string): string {
  return /^\d+\.0$/.test(word) ? word.slice(0, -2) : word;
}

function withoutRoles(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !roles.has(word));
  return rest.length > 1 ? rest : words;
}
