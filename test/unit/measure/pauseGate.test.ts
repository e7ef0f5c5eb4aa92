/** Questions of a measuring are held and let through, however often, at no cost that stays. */
import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { PauseGate } from '../../../src/measure/pauseGate';

it('holds until it is resumed, and leaves nothing on the signal', async () => {
  const gate = new PauseGate();
  const { signal } = new AbortController();
  for (let round = 0; round < 20; round++) {
    gate.pause();
    let passed = 0;
    const held = Array.from({ length: 3 }, () => gate.pass(signal).then(() => (passed += 1)));
    await Promise.resolve();
    expect(passed).toBe(0);
    gate.resume();
    await Promise.all(held);
  }
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('lets go of who is held when the signal aborts', async () => {
  const gate = new PauseGate();
  const stop = new AbortController();
  gate.pause();
  const held = gate.pass(stop.signal);
  stop.abort();
  await expect(held).rejects.toThrow();
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});
