import { describe, expect, it } from 'vitest';
import { Graph } from '../../src/learn/graph/builder';
import { add } from '../../src/learn/graph/elementwise';
import { encodeModel } from '../../src/learn/graph/encode';
import { RuntimeUnavailableError } from '../../src/der/runtime';
import { InvalidModelError, openSession } from '../../src/der/networks/onnxSession';
import { float32, numbers } from './graph/evaluate';

function addition(): Uint8Array {
  const graph = new Graph();
  graph.output('sum', add(graph.input('a', ['n']), graph.input('b', ['n'])));
  return encodeModel(graph, new Map());
}

describe('openSession', () => {
  it('runs a network', async () => {
    const session = await openSession(addition());
    expect(session.inputNames).toEqual(['a', 'b']);
    expect(session.outputNames).toEqual(['sum']);
    const results = await session.run({ a: float32([2], [1, 2]), b: float32([2], [3, 4]) });
    expect(numbers(results, 'sum')).toEqual([4, 6]);
    expect(results['sum']).toMatchObject({ type: 'float32', dims: [2] });
    await session.release();
  });

  it('says what to do when the runtime does not load', async () => {
    const opening = openSession(addition(), () =>
      Promise.reject(new Error('libonnxruntime.so.1 is missing')),
    );
    await expect(opening).rejects.toThrow(RuntimeUnavailableError);
    await expect(opening).rejects.toThrow(
      /does not load on .*libonnxruntime\.so\.1 is missing.*npm install/s,
    );
  });

  it('says what to do when the bytes are not a network', async () => {
    const opening = openSession(Uint8Array.of(1, 2, 3));
    await expect(opening).rejects.toThrow(InvalidModelError);
    await expect(opening).rejects.toThrow('npm run train');
  });
});
