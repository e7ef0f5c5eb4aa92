/** That the expert's server hears of it when a client gives an answer up. */
import { expect } from 'vitest';
import type { LoggedRequest } from '../../support/requestLog';
import type { Served } from './servedEnsemble';

/** A request of the ensemble that the expert's server is at work on. */
export function begun({ ollama }: Served): LoggedRequest | undefined {
  return ollama.log.requests.find(
    ({ path, phases, aborted }) => path === '/api/chat' && !aborted && phases.at(-1)!.phase !== 'finished',
  );
}

/**
 * @param served with an expert that writes without end
 * @param asking ends, or fails, when the signal aborts
 */
export async function stopSeen(
  served: Served,
  asking: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const leaving = new AbortController();
  const ended = asking(leaving.signal).catch(() => undefined);
  const patience = { timeout: 30_000, interval: 10 };
  await expect.poll(() => begun(served), patience).toBeDefined();
  const request = begun(served)!;
  leaving.abort();
  await expect.poll(() => request.aborted, patience).toBeDefined();
  await ended;
  expect(begun(served)).toBeUndefined();
}
