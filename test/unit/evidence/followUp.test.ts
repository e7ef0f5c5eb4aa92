import { describe, expect, it } from 'vitest';
import { followUpOf } from '../../../src/der/evidence/followUp';

const first = 'Write a Python function `add(a, b)`. add(1, 2) → 3, add(2, 2) → 4';
const carried = (question: string, earlier = [first]) => followUpOf(question, earlier).carried.length;

describe('a question that goes on from an earlier one', () => {
  it.each([
    'Make it faster',
    'Can you simplify that?',
    'add type hints please',
    'Rewrite it in TypeScript',
    'It fails, fix it',
  ])('keeps its examples: %s', (question) => {
    expect(carried(question)).toBe(2);
    expect(followUpOf(question, [first]).asked).toMatchObject({ program: true, name: 'add' });
  });

  it.each([
    'Now it should return a string',
    'Make it faster and also support negative numbers',
    'Write a faster function `sub(a, b)`',
    'Return the product instead',
    'Thanks!',
    'Explain how I could make it faster',
  ])('drops them where it may ask for something else: %s', (question) => {
    expect(carried(question)).toBe(0);
  });

  it('looks through follow-ups to what they go on from, and not past a change', () => {
    expect(carried('And shorter?', [first, 'Make it faster'])).toBe(2);
    expect(carried('And shorter?', [first, 'It should take a list'])).toBe(0);
    expect(carried('And shorter?', [first, 'Write a Python function that reverses a list'])).toBe(0);
  });
});
