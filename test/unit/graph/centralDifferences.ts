/** Checks derivatives against central differences, in float64. */
import { expect } from 'vitest';
import { Graph, type Tensor } from '../../../src/learn/graph/builder';
import { encodeModel } from '../../../src/learn/graph/encode';
import { gradients } from '../../../src/learn/graph/gradients';
import { initialParameters } from '../../../src/learn/graph/initialisers';
import { openSession, type TensorValues } from '../../../src/der/networks/onnxSession';

const step = 1e-5;
/** What the difference of two losses loses to rounding, where the derivative itself is near 0. */
const roundOff = 1e-9;

/** Every derivative of the loss by every element of every parameter is right to a relative 1e-5. */
export async function expectCentralDifferences(
  loss: (graph: Graph) => Tensor,
  feeds: TensorValues = {},
): Promise<void> {
  const graph = new Graph({ dtype: 'float64' });
  const value = loss(graph);
  const parameters = graph.parameters;
  graph.output('loss', value);
  for (const [index, gradient] of gradients(value, parameters).entries()) {
    graph.output(`gradient ${parameters[index]?.name}`, gradient);
  }
  const session = await openSession(encodeModel(graph, 'inputs'));
  const point = Object.fromEntries(initialParameters(graph, 7));
  const lossAt = async (values: TensorValues) => {
    const result = await session.run({ ...feeds, ...values });
    return Number(result['loss']?.data[0]);
  };
  try {
    const exact = await session.run({ ...feeds, ...point });
    for (const [name, { data, dims }] of Object.entries(point)) {
      const gradient = exact[`gradient ${name}`];
      expect(gradient?.dims, name).toEqual(dims);
      for (let i = 0; i < data.length; i++) {
        const moved = (by: number) => {
          const copy = Float64Array.from(data as Float64Array);
          copy[i] = (copy[i] as number) + by;
          return lossAt({ ...point, [name]: { type: 'float64', data: copy, dims } });
        };
        const estimate = ((await moved(step)) - (await moved(-step))) / (2 * step);
        const given = Number(gradient?.data[i]);
        const tolerance = 1e-5 * Math.abs(estimate) + roundOff;
        expect(Math.abs(given - estimate), `${name}[${i}]: ${given}, not ${estimate}`).toBeLessThan(
          tolerance,
        );
      }
    }
  } finally {
    await session.release();
  }
}
