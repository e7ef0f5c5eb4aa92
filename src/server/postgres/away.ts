/** Whether a database is away, so that trying again helps, or has refused what it was told. */
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Classes of SQLSTATE that pass: no connection, no resources, an operator, the system, a transaction that must begin
 * anew; and a server that only reads, since it is about to be replaced.
 */
const passing = /^(?:08|53|57|58|40)|^25006$/;

/** The database is there, and is none of ours. */
export class LaterSchemaError extends Error {
  override readonly name = 'LaterSchemaError';
}

export function isAway(error: unknown): boolean {
  if (error instanceof LaterSchemaError) return false;
  const code = (error as { code?: unknown }).code;
  const isSqlState = typeof code === 'string' && /^[\dA-Z]{5}$/.test(code);
  return !isSqlState || passing.test(code);
}

/** Tries again while the database is away, for so many milliseconds. @throws what the last try threw */
export async function patiently<T>(run: () => Promise<T>, patienceMs: number): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let waitMs = 50; ; waitMs = Math.min(1000, waitMs * 2)) {
    try {
      return await run();
    } catch (error) {
      if (!isAway(error) || performance.now() + waitMs > until) throw error;
      await delay(waitMs);
    }
  }
}
