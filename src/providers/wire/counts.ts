/**
 * Numbers that a server reports, taken for what they can be: negative, endless, absurd ones or words are unknown. Some
 * servers and gateways write them as text.
 */
import { z } from 'zod';

/** Beyond all that a request can hold. */
const mostTokens = 1e9;
const mostUsd = 1e6;

const written = /^\d{1,20}(?:\.\d{1,20})?$/;

/** A number, also one in quotes. */
export function numberIn(value: unknown): unknown {
  return typeof value === 'string' && written.test(value.trim()) ? Number(value) : value;
}

function upTo(most: number) {
  return z.preprocess(numberIn, z.number().nonnegative().max(most)).optional().catch(undefined);
}

/** Tokens; undefined where the server does not say, or says what cannot be. */
export const tokenCount = upTo(mostTokens);
/** US dollars. */
export const amountUsd = upTo(mostUsd);
/** Nanoseconds. */
export const duration = upTo(1e18);

/**
 * The larger of two reports, where 0 is none: some servers count along, some count late and begin with 0, some end with
 * it, and whatever was counted once is not taken back by a smaller number.
 */
export function larger(before: number | undefined, now: number | undefined): number | undefined {
  return now === undefined || now === 0 ? before : Math.max(now, before ?? 0);
}
