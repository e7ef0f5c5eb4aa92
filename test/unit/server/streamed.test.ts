import { describe, expect, it } from 'vitest';
import { inPieces, streamed } from '../../../src/server/streamed';

const megabyte = 'x'.repeat(1024 * 1024);

describe('a streamed response', () => {
  it('asks for no more than a client leaves room for, and for the rest when it takes some', async () => {
    let made = 0;
    async function* pieces(): AsyncGenerator<string, void, undefined> {
      while (made < 20) {
        made += 1;
        yield await Promise.resolve(megabyte);
      }
    }
    const response = streamed({ type: 'text/plain', pieces: pieces(), gone: new AbortController() });
    await new Promise((later) => setTimeout(later, 30));
    expect(made).toBeLessThan(8);
    expect((await response.text()).length).toBe(20 * megabyte.length);
  });

  it('stops what it comes from when the client goes away, also while it has to wait', async () => {
    const gone = new AbortController();
    let isOver = false;
    async function* pieces(): AsyncGenerator<string, void, undefined> {
      try {
        for (;;) yield await Promise.resolve(megabyte);
      } finally {
        isOver = true;
      }
    }
    const response = streamed({ type: 'text/plain', pieces: pieces(), gone });
    await new Promise((later) => setTimeout(later, 30));
    await response.body!.cancel();
    expect(gone.signal.aborted).toBe(true);
    await expect.poll(() => isOver).toBe(true);
  });

  it('splits no character', () => {
    const text = '🙂'.repeat(1001);
    const all = [...inPieces(text)];
    expect(all.join('')).toBe(text);
    expect(all.some((piece) => /\p{Cs}/u.test(piece))).toBe(false);
  });
});
