import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { interruptible } from '../../../src/cli/terminal/interrupt';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
});

afterEach(() => {
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Work that goes on until it is told to end, whatever its signal says. */
function stubborn() {
  let end = (): void => {};
  let signal: AbortSignal | undefined;
  const done = interruptible((given) => {
    signal = given;
    return new Promise<void>((resolve) => (end = resolve));
  });
  return { done, end: () => end(), aborted: () => signal?.aborted };
}

describe('interruptible', () => {
  it('aborts at the first Ctrl-C and ends at once at the second', async () => {
    const work = stubborn();
    process.emit('SIGINT');
    expect(work.aborted()).toBe(true);
    expect(process.exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500);
    process.emit('SIGINT');
    expect(process.exit).toHaveBeenCalledWith(130);
    work.end();
    await work.done;
  });

  it('takes two signals of one key press for one', async () => {
    const work = stubborn();
    process.emit('SIGINT');
    vi.advanceTimersByTime(20);
    process.emit('SIGINT');
    expect(process.exit).not.toHaveBeenCalled();
    work.end();
    await work.done;
  });

  it('takes them for one also when the work has ended by the first', async () => {
    const work = stubborn();
    process.emit('SIGINT');
    work.end();
    await work.done;
    expect(process.emit('SIGINT')).toBe(true);
    expect(process.exit).not.toHaveBeenCalled();
  });

  it('does not wait for ever for work that ignores its signal', async () => {
    const work = stubborn();
    process.emit('SIGTERM');
    vi.advanceTimersByTime(2_000);
    expect(process.exit).toHaveBeenCalledWith(130);
    work.end();
    await work.done;
  });

  it('leaves no handler behind where nobody stopped it', async () => {
    const before = process.listenerCount('SIGINT');
    await interruptible(() => Promise.resolve());
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
