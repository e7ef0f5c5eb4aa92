/**
 * The marks that models set around their thinking and between turns, and that servers leave in the text where they
 * do not know a model's template. Every pattern is bounded, so that looking for one costs the same wherever it stands.
 */

export type Mark =
  /** Thinking begins, ends. `sure`: a token of a template, which nobody writes by chance. */
  | { readonly type: 'open' | 'close'; readonly length: number; readonly sure: boolean }
  /**
   * A left-over of the template that stands for nothing. `last`: only where nothing follows it. `turn`: one ends here,
   * or begins, the model's own or another's.
   */
  | { readonly type: 'drop'; readonly length: number; readonly last: boolean; readonly turn?: TurnMark };

type TurnMark = 'ends' | 'own' | 'other';

/** Characters after which a mark that has begun is none. */
export const longestMark = 256;

const names =
  'think(?:ing)?(?:_[a-z0-9_]{1,50})?|deep_?think(?:ing)?|antThinking|thoughts?|(?:thought|thinking|reasoning)[_-]?process|chain[_-]of[_-]thoughts?|cot(?:_[a-z_]{1,30})?|reasoning|reason|reflection|scratchpad|(?:inner|internal)[_-](?:monologue|thoughts?|thinking|reasoning)';
const tag = new RegExp(
  String.raw`<(/?)(?:[a-z][a-z0-9]{0,15}[:_|])?(?:${names})(?:\s[^<>]{0,200})?(/?)>`,
  'iy',
);
const tagStart = /<\/?[a-z0-9_:|-]{0,76}\/?$|<\/?[a-z0-9_:|-]{3,76}\s[^<>]{0,170}\/?$/iy;
/** Magistral, and whoever writes the names in brackets; Kimi-VL. */
const bracket = /\[(\/?)(?:think|thinking|thoughts?|reasoning)\]/iy;
const bracketStart = /\[\/?[a-z]{0,9}$/iy;
/** Apriel thinks in plain text, up to what it calls its final response. */
const final = /\[(begin|end) final response\]/iy;
const finalStart = /\[(?:b[a-z ]{0,20}|e[a-z ]{0,18})$/iy;
const triangle = /◁(\/?)think(?:ing)?▷/iy;
const triangleStart = /◁\/?[a-z]{0,8}$/iy;

/** Harmony: a channel with what is called on it, up to its message. */
const channel = /<\|channel\|>([a-z]{1,20})[^<>]{0,80}(?:<\|constrain\|>[^<>]{0,40})?<\|message\|>/iy;
const channelStart =
  /<\|channel\|>[a-z]{0,20}[^<>]{0,80}(?:<\|?[a-z|]{0,10})?(?:>[^<>]{0,40}(?:<\|?[a-z|]{0,10})?)?$/iy;

/** Gemma: a channel, or a turn, of which the marks have one bar each. */
const gemma = /<\|(channel|turn)>([a-z]{0,20})(?:\r?\n)?|<(channel|turn)\|>/iy;
const gemmaStart = /<(?:\|(?:(?:channel|turn)>[a-z]{0,20}\r?|[a-z]{0,7})|(?:channel|turn)\|?)$/iy;

/** `<|name|>`, `<|/name|>`, also with the wide bars and low lines of DeepSeek. */
const token = /<[|｜](\/?[\w▁ ]{1,40})[|｜]>/y;
const tokenStart = /<[|｜]\/?[\w▁ ]{0,40}[|｜]?$/y;
const role = /(?:(user|system|developer|tool)|assistant|model)?(?:\r?\n)?/iy;
const roleStart = /[a-z]{0,9}\r?$/iy;

/** The names of tokens, their words parted by low lines; Apertus calls them otherwise. */
const opening =
  /^(?:(?:begin|start)_(?:of_)?)?(?:think|thinking|thoughts?|reasoning|cot)(?:_(?:start|begin))?$|^inner_prefix$/;
const closing =
  /^(?:\/|end_(?:of_)?)(?:think|thinking|thoughts?|reasoning|cot)$|^(?:think|thinking|thoughts?|reasoning|cot)_end$|^inner_suffix$/;
/** Models of s1 think, and answer, as if it were somebody's turn. */
const thinkingTurn = /(?:(think)|answer)\r?\n/iy;
/** Followed by whose turn it is. */
const turning = new Set(['im_start', 'start', 'start_header_id', 'start_of_role']);
/** Other tokens that stand for nothing, wherever they are. */
const standing = new Set(
  `im_sep begin_of_text end_header_id startoftext return call message constrain begin_of_sentence
  begin▁of▁sentence start_of_turn_token start_response end_response start_text end_text begin_of_solution end_of_solution
  begin_of_box end_of_box pad eos bos sep python_tag end_of_role start_of_role`.split(/\s+/),
);
/** Tokens that end a turn. */
const endsTurn = new Set(
  `im_end eot_id eom_id eot end end_of_turn_token end_of_text endoftext end_of_sentence
  end▁of▁sentence`.split(/\s+/),
);
/** Tokens that are a role. */
const roles: ReadonlyMap<string, TurnMark> = new Map([
  ['user', 'other'],
  ['system', 'other'],
  ['observation', 'other'],
  ['user_token', 'other'],
  ['system_token', 'other'],
  ['assistant', 'own'],
  ['chatbot_token', 'own'],
]);
const plainToken = /<(end_of_turn|start_of_turn|end_of_utterance|eos|eod|bos|pad|unused94|unused95|\/s|s)>/iy;
const plainTokenStart = /<\/?[a-z0-9_]{0,16}$/iy;

/** Where a mark may begin: most of what looks like it is none, and must cost next to nothing. */
export const markStart = /<(?=[a-z/|｜]|$)|\[(?=[betr/]|$)|◁(?=[t/]|$)/i;

/** What is left of harmony's channels where a server takes out the tokens, and leaves what stood between them. */
export const bareThinking = 'analysis';
export const bareStart = /a(?=s|$)/i;
const bareEnds = ['assistantfinal', 'assistantcommentary'] as const;

/** The end of such thinking, if it begins at a place. */
export function bareEndAt(text: string, at: number, ended: boolean): Mark | 'wait' | undefined {
  for (const end of bareEnds) {
    const here = text.slice(at, at + end.length).toLowerCase();
    if (here === end) return { type: 'close', length: end.length, sure: true };
    if (!ended && at + here.length === text.length && end.startsWith(here)) return 'wait';
  }
  return undefined;
}

/**
 * The mark that begins at a place; `wait` where more text may make it one, undefined where there is none.
 * @param ended no more text comes.
 */
export function markAt(text: string, at: number, ended: boolean): Mark | 'wait' | undefined {
  switch (text.charAt(at)) {
    case '[':
      return (
        paired(text, at, bracket, false) ??
        finalMark(text, at) ??
        begun(text, at, ended, bracketStart, finalStart)
      );
    case '◁':
      return paired(text, at, triangle, true) ?? begun(text, at, ended, triangleStart);
    default:
      return /[|｜]/.test(text[at + 1] ?? '') ? tokenAt(text, at, ended) : tagAt(text, at, ended);
  }
}

function begun(text: string, at: number, ended: boolean, ...starts: readonly RegExp[]): 'wait' | undefined {
  if (ended || text.length - at >= longestMark) return undefined;
  return starts.some((start) => matchAt(start, text, at) !== null) ? 'wait' : undefined;
}

function paired(text: string, at: number, pattern: RegExp, sure: boolean): Mark | undefined {
  const found = matchAt(pattern, text, at);
  return found ? { type: found[1] ? 'close' : 'open', length: found[0].length, sure } : undefined;
}

function finalMark(text: string, at: number): Mark | undefined {
  const found = matchAt(final, text, at);
  if (!found) return undefined;
  const { length } = found[0];
  const begins = found[1]!.toLowerCase() === 'begin';
  return begins ? { type: 'close', length, sure: true } : { type: 'drop', length, last: false };
}

function tagAt(text: string, at: number, ended: boolean): Mark | 'wait' | undefined {
  const ofGemma = gemmaMark(text, at, ended);
  if (ofGemma) return ofGemma;
  const found = matchAt(tag, text, at);
  // One that is empty in itself opens nothing.
  if (found?.[2]) return { type: 'drop', length: found[0].length, last: false };
  if (found) return { type: found[1] ? 'close' : 'open', length: found[0].length, sure: false };
  const plain = matchAt(plainToken, text, at);
  return plain ? plainMark(text, at, plain, ended) : begun(text, at, ended, tagStart, plainTokenStart);
}

function tokenAt(text: string, at: number, ended: boolean): Mark | 'wait' | undefined {
  const ofGemma = gemmaMark(text, at, ended);
  if (ofGemma) return ofGemma;
  const spoken = matchAt(channel, text, at);
  if (spoken) {
    const final = spoken[1]!.toLowerCase() === 'final';
    return { type: final ? 'close' : 'open', length: spoken[0].length, sure: true };
  }
  if (begun(text, at, ended, channelStart, tokenStart)) return 'wait';
  const found = matchAt(token, text, at);
  return found ? tokenMark(text, at, found, ended) : undefined;
}

function gemmaMark(text: string, at: number, ended: boolean): Mark | 'wait' | undefined {
  if (begun(text, at, ended, gemmaStart)) return 'wait';
  const found = matchAt(gemma, text, at);
  if (!found) return undefined;
  const [{ length }, begins, what] = found;
  if (begins?.toLowerCase() === 'channel' && what!.toLowerCase() !== 'final')
    return { type: 'open', length, sure: true };
  const closes = (begins ?? found[3])!.toLowerCase() === 'channel';
  return closes ? { type: 'close', length, sure: true } : { type: 'drop', length, last: false };
}

function tokenMark(
  text: string,
  at: number,
  found: RegExpExecArray,
  ended: boolean,
): Mark | 'wait' | undefined {
  const name = found[1]!.toLowerCase();
  const inWords = name.replace(/[▁ ]/g, '_');
  const { length } = found[0];
  if (opening.test(inWords)) return { type: 'open', length, sure: true };
  if (closing.test(inWords)) return { type: 'close', length, sure: true };
  if (turning.has(name)) {
    const turn = matchAt(thinkingTurn, text, at + length);
    if (turn) return { type: turn[1] ? 'open' : 'close', length: length + turn[0].length, sure: true };
    return withRole(text, at, length, ended);
  }
  const turn = endsTurn.has(name) ? 'ends' : roles.get(name);
  if (turn) return { type: 'drop', length, last: false, turn };
  // A token that is not known stands for nothing where nothing follows it.
  return { type: 'drop', length, last: !(standing.has(name) || name === 'channel') };
}

function plainMark(text: string, at: number, found: RegExpExecArray, ended: boolean): Mark | 'wait' {
  const { length } = found[0];
  switch (found[1]!.toLowerCase()) {
    case 'unused94':
      return { type: 'open', length, sure: true };
    case 'unused95':
      return { type: 'close', length, sure: true };
    case 'start_of_turn':
      return withRole(text, at, length, ended);
    case 's':
    case '/s':
      // Also a tag of HTML.
      return { type: 'drop', length, last: true };
    case 'end_of_turn':
    case 'end_of_utterance':
      return { type: 'drop', length, last: false, turn: 'ends' };
    default:
      return { type: 'drop', length, last: false };
  }
}

/** The token together with whose turn it says it is. */
function withRole(text: string, at: number, length: number, ended: boolean): Mark | 'wait' {
  const after = at + length;
  if (!ended && matchAt(roleStart, text, after)) return 'wait';
  const named = matchAt(role, text, after)!;
  const turn = named[1] === undefined ? 'own' : 'other';
  return { type: 'drop', length: length + named[0].length, last: false, turn };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
