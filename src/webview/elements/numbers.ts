/** Numbers as people read them, in the language of the panel. */
import { t } from '@vscode/l10n';
import { language } from '../../language';
import * as format from '../protocol';

/** Parameters, from billions: `135M`, `3.2B`, `70B`. */
export function size(billions: number): string {
  const { amount, unit } = format.sizeIn(billions, language);
  return unit === 'M' ? t('{0}M', amount) : t('{0}B', amount);
}

export const duration = (ms: number): string => format.duration(ms, language);
export const percent = (share: number): string => format.percent(share, language);
export const quality = (value: number): string => format.quality(value, language);
export const signed = (value: number): string => format.signed(value, language);
export const count = (value: number): string => format.number(value, {}, language);
export const exact = (value: number): string => format.exact(value, language);
export const fixed = (value: number, digits: number): string => format.fixed(value, digits, language);
export const dollars = (usd: number): string => format.dollars(usd, language);

const nouns = {
  answer: ['{0} answer', '{0} answers'],
  character: ['{0} character', '{0} characters'],
  'earlier turn': ['{0} earlier turn', '{0} earlier turns'],
  'decided comparison': ['{0} decided comparison', '{0} decided comparisons'],
  expert: ['{0} expert', '{0} experts'],
  'model asked': ['{0} model asked', '{0} models asked'],
  'other answer': ['{0} other answer', '{0} other answers'],
  passage: ['{0} passage', '{0} passages'],
  problem: ['{0} problem', '{0} problems'],
  question: ['{0} question', '{0} questions'],
  suggestion: ['{0} suggestion', '{0} suggestions'],
  token: ['{0} token', '{0} tokens'],
  word: ['{0} word', '{0} words'],
} as const;

/** `1 answer`, `2 answers`. */
export function counted(value: number, noun: keyof typeof nouns): string {
  const [one, many] = nouns[noun];
  return t(value === 1 ? one : many, count(value));
}
