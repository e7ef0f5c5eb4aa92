/** Reads the weights of a network that was written by encode.ts. */
import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import { elementCodes, type Graph } from './builder';
import type { ParameterValues } from './initialisers';

/** The file holds other weights than the network has. */
class WeightsMismatchError extends Error {
  override readonly name = 'WeightsMismatchError';

  constructor(detail: string) {
    super(`These weights are of another network: ${detail}. Use the models that came with this version.`);
  }
}

/**
 * The values of a graph's parameters from the bytes of its ONNX file.
 * @throws WeightsMismatchError where one is missing, of another shape or not finite
 */
export function decodeParameters(graph: Graph, model: Uint8Array): ParameterValues {
  const tensors = new Map(
    fromBinary(ModelProtoSchema, model).graph?.initializer.map((tensor) => [tensor.name, tensor]),
  );
  return new Map(
    graph.parameters.map(({ name, type, origin: { shape } }) => {
      const found = tensors.get(name);
      if (!found) throw new WeightsMismatchError(`"${name}" is missing`);
      const dims = found.dims.map(Number);
      const elements = dims.reduce((product, size) => product * size, 1);
      const fits = found.dataType === elementCodes[type] && dims.join() === shape.join();
      if (!fits || type !== 'float32' || found.rawData.byteLength !== 4 * elements) {
        throw new WeightsMismatchError(
          `"${name}" is [${dims.join(', ')}], not ${type} [${shape.join(', ')}]`,
        );
      }
      // A copy, which begins where numbers of four bytes may.
      const data = new Float32Array(Uint8Array.from(found.rawData).buffer);
      if (!data.every(Number.isFinite)) throw new WeightsMismatchError(`"${name}" is not finite`);
      return [name, { type, data, dims }];
    }),
  );
}
