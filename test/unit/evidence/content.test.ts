import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/der/evidence/content';
import { likeness, novelty, shareIn } from '../../../src/der/evidence/likeness';

const words = [
  'queue',
  'heap',
  'stack',
  'graph',
  'edge',
  'node',
  'weight',
  'path',
  'cycle',
  'depth',
  'order',
];
const text = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((all) => all.join(' '));

describe('what a text says', () => {
  it('does not depend on fences, headings, emphasis, file names or case', () => {
    const plain = 'Sort the edges by weight.\nconst edges = sorted;\nThen join the trees.';
    const laidOut =
      '## Sort the **edges** by *weight*.\n\n~~~\n~~~\n```ts src/kruskal.ts\nconst edges = sorted;\n```\n\n- Then JOIN the trees.';
    expect(contentOf(laidOut)).toEqual(contentOf(plain));
  });

  it('is the same when it is said twice, but for how often', () => {
    fc.assert(
      fc.property(text, (once) => {
        const twice = contentOf(`${once}\n${once}`);
        expect(twice.terms).toEqual(contentOf(once).terms);
      }),
    );
  });

  it('tells who repeats themselves', () => {
    expect(contentOf('A heap keeps the least weight at its root, whatever the order.').repetition).toBe(0);
    expect(contentOf('the heap keeps order '.repeat(40)).repetition).toBeGreaterThan(0.9);
  });
});

describe('likeness', () => {
  it('is symmetric, in [0, 1], and 1 for a text and itself', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = [contentOf(a), contentOf(b)];
        const alike = likeness(one, other);
        expect(alike).toBe(likeness(other, one));
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1);
        if (a !== '') expect(likeness(one, one)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('parts the terms of a text into what others hold and what is new', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = [contentOf(a), contentOf(b)];
        if (one.terms.length > 0) expect(shareIn(one, other) + novelty(one, [other])).toBeCloseTo(1, 12);
      }),
    );
  });
});
