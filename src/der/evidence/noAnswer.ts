/**
 * Texts that answer nothing, whatever question they stand under: the question itself, words that would fit any
 * question, one phrase over and over, another language than the question's, another subject. All of it is told from
 * words alone, in one pass over the start of a text; prose in languages that are not known here is never complained of.
 */
import { functionWords, type WrittenLanguage } from './functionWords';
import { isFiller } from './fillerWords';

/** What is compared of a question. */
export interface QuestionWords {
  /** Its words in lower case, parted by one blank, with one at both ends. */
  readonly folded: string;
  /** Of the words that say what it is about. */
  readonly stems: ReadonlySet<string>;
  readonly language: WrittenLanguage | undefined;
  /** It speaks of languages that people speak, so that an answer may be in any. */
  readonly anyLanguage: boolean;
  /** It leaves to the answer what it is about: a story, a list, whatever one likes. */
  readonly isFree: boolean;
  /** It begins by pointing at something that was said before or stands beside it. */
  readonly isPointing: boolean;
  /** Earlier turns or files go with it: they may say what it is about, and in which language it is answered. */
  readonly inContext: boolean;
}

/** Characters of a text that are read. */
const readCharacters = 40_000;
/** Letters that words of one family share: `collect`, `collection`, `collector`. */
const stemLength = 5;

/** Fewer words of a question than this say too little of its subject. */
const fewestAsked = 3;
/** Shorter answers than this may say what they say without a word of the question. */
const fewestSaid = 15;
/** An answer of as many words has had room for something of its own. */
const fewestWords = 12;
/** Words of its own with which a text of filler still answers nothing. */
const mostOwn = 2;

const languages =
  /\b(?:translat\w*|languages?|english|german|french|spanish|italian|portuguese|dutch|chinese|japanese|korean|russian|arabic|latin|deutsch|englisch|übersetz\w*|traduc\w*|tradui\w*|français|español|italiano|idioma|multilingual|locali[sz]\w*|i18n|internationali[sz]\w*)\b/iu;

const free =
  /\b(?:write|compose|draft|create|generate|imagine|pretend|act as|role|embrace|describe|tell|story|poem|song|joke|riddle|character|list|name|choose|pick|suggest|recommend|propose|brainstorm|give me|come up|continue|complete|finish|extract|classify|summari[sz]e|paraphrase|rewrite|edit|respond|reply|identify|following|above|below|given|previous)\b/i;

/** Of a question that begins by pointing at something else, more of its words are looked for. */
const pointing = new Set('this that these those it they here there another instead again'.split(' '));
const beginning = 6;

/** What of a question tells whether an answer has anything to do with it. */
export function questionWords(question: string, inContext: boolean): QuestionWords {
  const words = wordsOf(question);
  return {
    folded: folded(words),
    stems: stemsOf(words),
    language: languageOf(words),
    anyLanguage: languages.test(question.slice(0, readCharacters)),
    isFree: free.test(question.slice(0, readCharacters)),
    isPointing: words.slice(0, beginning).some((word) => pointing.has(word)),
    inContext,
  };
}

/** What is looked at of an answer. */
interface Said {
  readonly text: string;
  /** The text without its blocks of code. */
  readonly prose: string;
  /** Code stands beside it, which may be the answer. */
  readonly hasCode: boolean;
  /** It concludes with a value, which may be right whatever stands before it. */
  readonly concludes: boolean;
}

/** Whether an answer that is no program answers nothing. */
export function answersNothing({ text, prose, hasCode, concludes }: Said, question: QuestionWords): boolean {
  const words = wordsOf(prose);
  if (isLoop(words)) return true;
  if (question.folded.trim() === '') return false;
  if (isEcho(hasCode ? wordsOf(text) : words, question)) return true;
  if (hasCode || concludes) return false;
  if (isFillerAlone(words)) return true;
  return !question.inContext && (isForeign(words, question) || isOffTopic(words, question));
}

/** The question again, with little beside it. A question that is to be rewritten is told what to do, which is left out. */
function isEcho(words: readonly string[], { folded: asked, stems }: QuestionWords): boolean {
  if (stems.size < 3) return words.length > 2 && folded(words) === asked;
  const text = folded(words);
  if (!text.includes(asked)) return false;
  const beside = wordsOf(text.replace(asked, ' '));
  return own(beside, stems).size <= mostOwn;
}

/** Words that fit any question, about its subject or about none. What has a number in it says something. */
function isFillerAlone(words: readonly string[]): boolean {
  if (words.length < fewestWords || words.some((word) => /\p{N}/u.test(word))) return false;
  const said = stemsOf(words).size;
  return said <= 3 && said * 7 <= words.length;
}

/** Most of its function words are of a language that the question is not in. */
function isForeign(words: readonly string[], { language, anyLanguage }: QuestionWords): boolean {
  if (language === undefined || anyLanguage || words.length < fewestWords) return false;
  const spoken = languageOf(words);
  return spoken !== undefined && spoken !== language;
}

/** Hardly a word of the question's subject. */
function isOffTopic(
  words: readonly string[],
  { stems, language, isFree, isPointing }: QuestionWords,
): boolean {
  // What says nothing of a subject is known of English alone.
  if (language !== 'en') return false;
  if (isFree || stems.size < (isPointing ? 2 * fewestAsked : fewestAsked)) return false;
  const said = stemsOf(words);
  if (said.size < fewestSaid) return false;
  const shared = [...stems].filter((stem) => said.has(stem)).length;
  return shared <= stems.size / 10;
}

/** A few words that come again and again: of its runs of three words, most have been there before. */
function isLoop(words: readonly string[]): boolean {
  if (words.length < 40) return false;
  const runs = new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
  return runs.size * 4 <= words.length;
}

function stemsOf(words: readonly string[]): Set<string> {
  return new Set(words.flatMap((word) => stemOf(word) ?? []));
}

function own(words: readonly string[], asked: ReadonlySet<string>): Set<string> {
  return new Set(
    words.flatMap((word) => {
      const stem = stemOf(word);
      return stem === undefined || asked.has(stem) ? [] : [stem];
    }),
  );
}

/** Undefined for what says nothing of a subject. */
function stemOf(word: string): string | undefined {
  if (word.length < 3 && !/\p{N}|\p{Lo}/u.test(word)) return undefined;
  return isFiller(word) ? undefined : word.slice(0, stemLength);
}

function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, readCharacters)
      .toLowerCase()
      .match(/[\p{L}_][\p{L}\p{N}_'’]*|\p{N}+/gu) ?? []
  );
}

function folded(words: readonly string[]): string {
  return ` ${words.join(' ')} `;
}

/** The language with most function words, where there are enough of them and clearly more than of any other. */
function languageOf(words: readonly string[]): WrittenLanguage | undefined {
  const counts = Object.entries(functionWords)
    .map(([language, known]) => {
      const hits = words.filter((word) => known.has(word));
      return { language: language as WrittenLanguage, count: hits.length, different: new Set(hits).size };
    })
    .sort((a, b) => b.count - a.count);
  const [first, second] = counts as [(typeof counts)[0], (typeof counts)[0]];
  const isClear = first.different >= 3 && first.count * 10 >= words.length && first.count >= second.count * 2;
  return isClear ? first.language : undefined;
}
