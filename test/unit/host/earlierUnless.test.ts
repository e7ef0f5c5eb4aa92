import { describe, expect, it } from 'vitest';
import { earlierUnless } from '../../../src/host/pool/earlierUnless';

const earlier = Promise.resolve('earlier');

describe('what is found anew', () => {
  it('is taken where it comes in time', async () => {
    expect(await earlierUnless(Promise.resolve('new'), earlier, 60_000)).toBe('new');
  });

  it('gives way to what was known where it does not come', async () => {
    expect(await earlierUnless(new Promise<string>(() => undefined), earlier, 1)).toBe('earlier');
  });

  it('is told where it fails in time', async () => {
    await expect(earlierUnless(Promise.reject(new Error('no')), earlier, 60_000)).rejects.toThrow('no');
  });
});
