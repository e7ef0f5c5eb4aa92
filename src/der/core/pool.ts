/** What makes a pool askable. */
import type { Expert } from './experts';
import { stopKey } from './policy';

/** The pool cannot be asked at all; the message says what to do. */
export class PoolError extends Error {
  override readonly name = 'PoolError';
}

/** @throws PoolError when the pool is empty, or its ids are not unique. */
export function checkPool(pool: readonly Expert[]): void {
  if (pool.length === 0) throw new PoolError('The pool has no experts. Add at least one, then ask again.');
  const seen = new Set<string>([stopKey]);
  for (const { id } of pool) {
    if (id === stopKey) throw new PoolError(`No expert may be called "${stopKey}". Give it another id.`);
    if (seen.has(id)) throw new PoolError(`Two experts are called "${id}". Give one of them another id.`);
    seen.add(id);
  }
}
