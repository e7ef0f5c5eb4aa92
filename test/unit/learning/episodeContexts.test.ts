import { describe, expect, it } from 'vitest';
import { draws, TooLittleDataError } from '../../../src/learn/episodes/episodeContexts';
import type { PreparedSource, PreparedPrompt } from '../../../src/learn/episodes/preparedSource';
import { Random } from '../../../src/learn/random';
import { madeUpTable } from './madeUp';

const table = madeUpTable(30);

/** The first prompts that are drawn. */
function drawn(from: PreparedSource, eligible: (prompt: PreparedPrompt) => boolean): readonly number[] {
  const options = { poolSize: [2, 3], eligible, calibrating: () => true } as const;
  return [...take(draws([from], options, new Random(1)), 20)].flatMap(({ prompts }) => prompts);
}

function* take<T>(supply: Iterator<T>, count: number): Generator<T> {
  for (let taken = 0; taken < count; taken++) yield supply.next().value as T;
}

describe('drawing pools and prompts', () => {
  it('draws eligible prompts that the whole pool answered', () => {
    const prompts = drawn(table, ({ group }) => group < 5);
    expect(new Set(prompts)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('draws one of the experts that are a model with different methods', () => {
    const names = ['a', 'b+CoT', 'b+Reflexion'];
    const experts = table.experts.slice(0, 3).map((expert, at) => ({ ...expert, id: names[at]! }));
    const answers = table.answers.map((row) => row.slice(0, 3));
    const options = { poolSize: [2, 3], eligible: () => true, calibrating: () => true } as const;
    const pools = [...take(draws([{ ...table, experts, answers }], options, new Random(1)), 40)].map(
      ({ members }) => members.map((member) => names[member]!).sort(),
    );
    expect(new Set(pools.map((pool) => pool.join()))).toEqual(new Set(['a,b+CoT', 'a,b+Reflexion']));
  });

  it('ends with what to add where no prompt is eligible', () => {
    expect(() => drawn(table, () => false)).toThrow(TooLittleDataError);
  });

  it('ends, too, where no two experts answered the same prompt', () => {
    const answers = table.answers.map((row, prompt) =>
      row.map((answer, expert) => (expert === prompt % row.length ? answer : undefined)),
    );
    expect(() => drawn({ ...table, answers }, () => true)).toThrow(
      /Add prompts .* or answers of every expert/,
    );
  });
});
