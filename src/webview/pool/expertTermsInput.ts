/** The terms of an expert as a person types them into the pool editor. */
import { t } from '@vscode/l10n';
import type { WrittenTerms } from '../poolMessages';

export const termFields = ['contextTokens', 'promptPerMtok', 'answerPerMtok'] as const;
export type TermField = (typeof termFields)[number];
export type TermTexts = Readonly<Record<TermField, string>>;

export type ReadTerms =
  | { readonly terms: WrittenTerms }
  /** What is wrong, by field. */
  | { readonly problems: Partial<Record<TermField, string>> };

/** The texts of the fields: empty where the entry says nothing. */
export function termTexts({ contextTokens, price }: WrittenTerms): TermTexts {
  return {
    contextTokens: textOf(contextTokens),
    promptPerMtok: textOf(price?.promptPerMtok),
    answerPerMtok: textOf(price?.answerPerMtok),
  };
}

/** @param priced whether an entry of its kind may state a price. */
export function readTerms(texts: TermTexts, priced: boolean): ReadTerms {
  const problems: Partial<Record<TermField, string>> = {};
  const contextTokens = numberOf(texts.contextTokens);
  if (contextTokens !== null && !(Number.isSafeInteger(contextTokens) && contextTokens > 0)) {
    problems.contextTokens = t('Write a whole number above 0, or nothing.');
  }
  if (!priced) return settled(problems, { contextTokens });

  const [promptPerMtok, answerPerMtok] = [numberOf(texts.promptPerMtok), numberOf(texts.answerPerMtok)];
  for (const [field, value] of Object.entries({ promptPerMtok, answerPerMtok })) {
    if (value === null || (Number.isFinite(value) && value >= 0)) continue;
    problems[field as TermField] = t('Write an amount of 0 or more, or nothing.');
  }
  const both = promptPerMtok !== null && answerPerMtok !== null;
  if (!both && promptPerMtok !== answerPerMtok) {
    const missing = promptPerMtok === null ? 'promptPerMtok' : 'answerPerMtok';
    problems[missing] = t('Write both prices, or neither.');
  }
  return settled(problems, { contextTokens, price: both ? { promptPerMtok, answerPerMtok } : null });
}

function settled(problems: Partial<Record<TermField, string>>, terms: WrittenTerms): ReadTerms {
  return Object.keys(problems).length > 0 ? { problems } : { terms };
}

function textOf(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** Null for nothing, NaN for what is no number; a comma is taken for a point. */
function numberOf(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  return trimmed === '' ? null : Number(trimmed);
}
