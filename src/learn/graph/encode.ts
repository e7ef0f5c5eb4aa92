/** Writes a graph as an ONNX file. */
import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from 'onnx-buf';
import type { Elements, ElementType } from '../../der/networks/onnxSession';
import { elementCodes, type Attribute, type Graph, type Operation, type Tensor } from './builder';
import type { ParameterValues } from './initialisers';
import { describe } from './shape';

/** ONNX 1.14: old enough for every runtime of the last years, new enough for reductions with axes as inputs. */
const operatorSet = 18n;
const formatVersion = 8n;

/**
 * The graph as the bytes of an ONNX file, with only what its outputs need. Parameters become constants with the
 * given values, or inputs of the network for `'inputs'`. Declared inputs always stay.
 */
export function encodeModel(graph: Graph, parameters: ParameterValues | 'inputs'): Uint8Array {
  const needed = reachable([...graph.outputs.values()]);
  const used = graph.all.filter((tensor) => needed.has(tensor));
  const parametersUsed = graph.parameters.filter((tensor) => needed.has(tensor));
  const constants = used.flatMap((tensor) =>
    tensor.origin.kind === 'constant'
      ? [tensorProto(tensor.name, tensor.type, tensor.shape, typed(tensor.type, tensor.origin.values))]
      : [],
  );
  const weights = parameters === 'inputs' ? [] : parametersUsed.map((tensor) => weight(tensor, parameters));
  const inputs = parameters === 'inputs' ? [...graph.inputs, ...parametersUsed] : graph.inputs;
  const model = create(ModelProtoSchema, {
    irVersion: formatVersion,
    producerName: 'der',
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: operatorSet })],
    graph: create(GraphProtoSchema, {
      name: 'der',
      input: inputs.map(valueInfo),
      output: [...graph.outputs.values()].map(valueInfo),
      initializer: [...constants, ...weights],
      node: used.flatMap((tensor) =>
        tensor.origin.kind === 'operation' ? [node(tensor, tensor.origin)] : [],
      ),
    }),
  });
  return toBinary(ModelProtoSchema, model);
}

function reachable(outputs: readonly Tensor[]): ReadonlySet<Tensor> {
  const found = new Set<Tensor>();
  const waiting = [...outputs];
  for (let tensor = waiting.pop(); tensor; tensor = waiting.pop()) {
    if (found.has(tensor)) continue;
    found.add(tensor);
    if (tensor.origin.kind === 'operation') waiting.push(...tensor.origin.inputs);
  }
  return found;
}

function node({ name }: Tensor, { operator, inputs, attributes }: Operation): NodeProto {
  return create(NodeProtoSchema, {
    name,
    opType: operator,
    input: inputs.map((input) => input.name),
    output: [name],
    attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
  });
}

/** Every numeric attribute in use is whole. */
function attribute(name: string, value: Attribute): AttributeProto {
  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.STRING, s: bytes });
  }
  if (typeof value === 'number') {
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
  }
  return create(AttributeProtoSchema, {
    name,
    type: AttributeProto_AttributeType.INTS,
    ints: value.map(BigInt),
  });
}

function valueInfo({ name, type, shape }: Tensor): ValueInfoProto {
  const dim = shape.map((size) =>
    create(TensorShapeProto_DimensionSchema, {
      value:
        typeof size === 'number'
          ? { case: 'dimValue', value: BigInt(size) }
          : { case: 'dimParam', value: size },
    }),
  );
  const tensor = create(TypeProto_TensorSchema, {
    elemType: elementCodes[type],
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: 'tensorType', value: tensor } }),
  });
}

function weight({ name, type, shape }: Tensor, values: ParameterValues): TensorProto {
  const value = values.get(name);
  if (!value) throw new Error(`The parameter "${name}" has no value.`);
  if (value.type !== type || value.dims.join() !== shape.join()) {
    throw new Error(
      `The parameter "${name}" is ${type} ${describe(shape)}, its value ${value.type} ${describe(value.dims)}.`,
    );
  }
  return tensorProto(name, type, value.dims, value.data);
}

function tensorProto(
  name: string,
  type: ElementType,
  shape: readonly (number | string)[],
  data: Elements,
): TensorProto {
  const rawData = Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return create(TensorProtoSchema, { name, dataType: elementCodes[type], dims: shape.map(BigInt), rawData });
}

function typed(type: ElementType, values: readonly number[]): Elements {
  switch (type) {
    case 'float32':
      return Float32Array.from(values);
    case 'float64':
      return Float64Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'int64':
      return BigInt64Array.from(values, BigInt);
    case 'bool':
      return Uint8Array.from(values);
  }
}
