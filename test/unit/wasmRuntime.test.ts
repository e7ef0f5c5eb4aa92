import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadModels, type Models } from '../../src/der/networks/models';
import { loadBest, loadWasm } from '../../src/der/runtime';
import { answer, poolOf, state } from './learnedSupport';

let native: Models;
let wasm: Models;
beforeAll(async () => {
  native = await loadModels('models');
  wasm = await loadModels('models', { loadRuntime: loadWasm });
}, 120_000);
afterAll(async () => {
  await native.release();
  await wasm.release();
});
afterEach(() => {
  delete process.env['DER_RUNTIME'];
});

const questions = [
  'What is 7 times 6?',
  'Name the capital of France.',
  'Write a function that adds two numbers.',
];
const texts = ['The answer is 42.', 'I think it is Paris.', '```js\nconst add = (a, b) => a + b;\n```', ''];

/** Scores and judgements of these networks for a state with so many answers. */
async function numbersOf({ policy, terminator }: Models, size: number, answered: number): Promise<number[]> {
  const pool = poolOf(size);
  const answers = pool.slice(0, answered).map(({ id }, at) => answer(id, texts[at % texts.length]!));
  const now = state({ question: questions[size % questions.length]!, answers });
  const { experts, stop } = await policy.decide(
    now,
    pool,
    pool.map(() => true),
  );
  return [...experts, stop, ...(answered > 0 ? await terminator.judge(now, pool) : [])];
}

describe('the runtime in WebAssembly', () => {
  it('gives the numbers of the native one to 1e-5', { timeout: 120_000 }, async () => {
    for (const size of [1, 2, 5, 11, 40]) {
      for (const answered of [0, 1, Math.min(size, 4)]) {
        const [expected, got] = [
          await numbersOf(native, size, answered),
          await numbersOf(wasm, size, answered),
        ];
        expect(got).toHaveLength(expected.length);
        got.forEach((value, at) => expect(Math.abs(value - expected[at]!)).toBeLessThanOrEqual(1e-5));
      }
    }
  });

  it('decides among eleven experts within some milliseconds', { timeout: 120_000, retry: 2 }, async () => {
    const pool = poolOf(11);
    const now = state({ question: questions[0]!, answers: [answer(pool[0]!.id, texts[0]!)] });
    const decide = () =>
      wasm.policy.decide(
        now,
        pool,
        pool.map(() => true),
      );
    for (let i = 0; i < 50; i++) await decide();
    // The best of some rounds: whatever else the machine does is not the runtime's time.
    let best = Infinity;
    for (let round = 0; round < 10; round++) {
      const began = performance.now();
      for (let i = 0; i < 10; i++) await decide();
      best = Math.min(best, (performance.now() - began) / 10);
    }
    expect(best).toBeLessThan(5);
  });

  it('is what DER_RUNTIME asks for', async () => {
    process.env['DER_RUNTIME'] = 'wasm';
    expect(await loadBest()).toMatchObject({ build: 'WebAssembly' });
    process.env['DER_RUNTIME'] = 'native';
    expect(await loadBest()).toMatchObject({ build: 'native' });
  });
});
