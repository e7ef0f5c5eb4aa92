/** Numbers that a server reports, taken for what they can be: negative, endless, absurd ones or text are unknown. */
import { z } from 'zod';

/** Beyond all that a request can hold. */
const mostTokens = 1e9;
const mostUsd = 1e6;

/** Tokens; undefined where the server does not say, or says what cannot be. */
export const tokenCount = z.number().nonnegative().max(mostTokens).optional().catch(undefined);
/** US dollars. */
export const amountUsd = z.number().nonnegative().max(mostUsd).optional().catch(undefined);
/** Nanoseconds. */
export const duration = z.number().nonnegative().max(1e18).optional().catch(undefined);

/** The later of two reports, unless that is nothing: some servers count late, and begin with 0. */
export function later(before: number | undefined, now: number | undefined): number | undefined {
  return now === undefined || now === 0 ? before : now;
}
