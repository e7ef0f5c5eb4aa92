import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/der/core/expertErrors';
import { unlessAborted } from '../../src/der/core/unlessAborted';

/** A signal that counts who listens to it. */
function counted() {
  const controller = new AbortController();
  const { signal } = controller;
  const listening = new Set<unknown>();
  const { addEventListener: add, removeEventListener: remove } = signal;
  signal.addEventListener = (type: string, listener: () => void) => {
    listening.add(listener);
    add.call(signal, type, listener);
  };
  signal.removeEventListener = (type: string, listener: () => void) => {
    listening.delete(listener);
    remove.call(signal, type, listener);
  };
  return { controller, signal, listening };
}

const never = new Promise<never>(() => {});

describe('waiting unless a signal aborts', () => {
  it('brings what the promise brings, or what it fails of, and listens no more', async () => {
    const { signal, listening } = counted();
    for (let i = 0; i < 100; i++) expect(await unlessAborted(Promise.resolve(i), signal)).toBe(i);
    await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    expect(listening.size).toBe(0);
  });

  it('ends when it aborts, whatever the promise does, and listens no more', async () => {
    const { controller, signal, listening } = counted();
    const waiting = unlessAborted(never, signal);
    expect(listening.size).toBe(1);
    controller.abort();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);
    expect(listening.size).toBe(0);
  });

  it('does not begin once it has aborted, and a failure that nobody waits for harms nobody', async () => {
    const signal = AbortSignal.abort();
    await expect(unlessAborted(Promise.resolve(1), signal)).rejects.toBeInstanceOf(CancelledError);
    await expect(unlessAborted(Promise.reject(new Error('late')), signal)).rejects.toBeInstanceOf(
      CancelledError,
    );
  });
});
