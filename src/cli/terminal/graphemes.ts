/**
 * Characters as a person sees them, and the columns they take. Quick, and never longer than a bounded number of code
 * points: a text of nothing but combining marks must not make a terminal wait (`Intl.Segmenter` slows down with the
 * length of the whole text, and takes any number of marks for one character).
 */
import { eastAsianWidth } from 'get-east-asian-width';

/** Marks, joiners and tags that go with a character; real ones have fewer than this. */
const mostMarks = 30;
const mark = String.raw`(?:\u200d\p{Extended_Pictographic}?|[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}])`;
const hangul = String.raw`[\u1100-\u115f\ua960-\ua97c](?:[\u1160-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?)?`;
const syllable = String.raw`[\uac00-\ud7a3][\u11a8-\u11ff\ud7cb-\ud7fb]?`;
const grapheme = new RegExp(
  String.raw`[\p{Cc}\p{Zl}\p{Zp}]|(?:\p{Regional_Indicator}\p{Regional_Indicator}|${hangul}|${syllable}|[^])${mark}{0,${mostMarks}}`,
  'uy',
);

/** From here on there are characters that take no column, two columns, or join the one before. */
const firstMark = 0x300;
const softHyphen = 0xad;

/** Neither joins the character before it nor such a one behind it: Latin, kana, the common Han, whole Hangul syllables. */
function isAlone(code: number): boolean {
  return code < firstMark || isWide(code);
}

/** Takes two columns by itself, and most texts in these scripts consist of such. */
function isWide(code: number): boolean {
  if (code < 0x3041) return false;
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    code <= 0x3096 ||
    (code >= 0x30a1 && code <= 0x30fa)
  );
}

/** Where the character that begins at `start` ends. */
export function graphemeEnd(text: string, start: number): number {
  if (isAlone(text.charCodeAt(start)) && (start + 1 >= text.length || isAlone(text.charCodeAt(start + 1)))) {
    return start + 1;
  }
  grapheme.lastIndex = start;
  return grapheme.test(text) ? grapheme.lastIndex : start + 1;
}

/** Characters without ink of their own. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}]/u;
/** Marks beside the character, and halfwidth forms, that take columns of their own. */
const beside = /[\p{Mc}\uff00-\uffef]/u;
const joiner = '\u200d';
const picture = /\p{Extended_Pictographic}/gu;
/** Shown as pictures, whatever their first code point is by itself: flags, `❤️`, `1️⃣`. */
const pictures =
  /^\p{Regional_Indicator}\p{Regional_Indicator}|^\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f|^[\d#*]\ufe0f?\u20e3/u;

/** Columns that one character takes. */
export function graphemeWidth(character: string): number {
  const first = character.codePointAt(0)!;
  if (character.length === 1) {
    if (first < firstMark) return invisibleLatin(first) ? 0 : 1;
    if (isWide(first)) return 2;
  }
  if (pictures.test(character) || isJoined(character)) return 2;
  let width: number | undefined;
  for (const part of character) {
    if (width === undefined) {
      if (!invisible.test(part)) width = eastAsianWidth(part.codePointAt(0)!);
    } else if (beside.test(part)) width += eastAsianWidth(part.codePointAt(0)!);
  }
  return width ?? 0;
}

/** Several pictures in one, as a family is. */
function isJoined(character: string): boolean {
  return character.includes(joiner) && (character.match(picture)?.length ?? 0) > 1;
}

function invisibleLatin(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === softHyphen;
}
