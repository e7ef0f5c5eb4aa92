/**
 * Named tensors in a file, in the safetensors format (https://github.com/huggingface/safetensors):
 * the length of a JSON header in 8 bytes, the header, then the elements, all little-endian.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ElementType, Elements, TensorValue } from '../../der/networks/onnxSession';
import { replaceFiles } from '../replaceFiles';

/** Tensors, and text about them. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, TensorValue>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The file cannot be read as tensors. */
export class TensorFileError extends Error {
  constructor(path: string, cause: unknown) {
    super(`${path} is not a readable safetensors file; delete it or restore a copy of it.`, { cause });
    this.name = 'TensorFileError';
  }
}

const formats: Readonly<Record<ElementType, string>> = {
  float32: 'F32',
  float64: 'F64',
  int32: 'I32',
  int64: 'I64',
  bool: 'BOOL',
};

const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).optional() }).catchall(
  z.object({
    dtype: z.enum(['F32', 'F64', 'I32', 'I64', 'BOOL']),
    shape: z.array(z.number().int().min(0)),
    data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
  }),
);

/** Writes beside the file first and then renames, so that a crash leaves the old file or the new one. */
export async function writeTensors(path: string, { tensors, metadata }: TensorFile): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { type, data, dims }] of tensors) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    header[name] = { dtype: formats[type], shape: dims, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  const json = Buffer.from(JSON.stringify(header));
  const padding = Buffer.alloc((8 - (json.length % 8)) % 8, ' ');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  await replaceFiles(new Map([[path, Buffer.concat([length, json, padding, ...parts])]]));
}

/** @throws TensorFileError when the file is damaged; the file system's error when it cannot be opened. */
export async function readTensors(path: string): Promise<TensorFile> {
  const file = await readFile(path);
  try {
    const start = 8 + Number(file.readBigUInt64LE(0));
    const { __metadata__: metadata = {}, ...entries } = headerSchema.parse(
      JSON.parse(file.subarray(8, start).toString()),
    );
    const tensors = new Map<string, TensorValue>();
    for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
      const [from, to] = data_offsets;
      const bytes = Uint8Array.from(file.subarray(start + from, start + to));
      tensors.set(name, { ...elements(dtype, bytes, shape), dims: shape });
    }
    return { tensors, metadata };
  } catch (cause) {
    throw new TensorFileError(path, cause);
  }
}

function elements(
  dtype: 'F32' | 'F64' | 'I32' | 'I64' | 'BOOL',
  { buffer, length }: Uint8Array<ArrayBuffer>,
  shape: readonly number[],
): { type: ElementType; data: Elements } {
  const count = shape.reduce((product, size) => product * size, 1);
  const width = { F32: 4, F64: 8, I32: 4, I64: 8, BOOL: 1 }[dtype];
  if (length !== count * width) throw new RangeError(`${length} bytes do not hold ${count} elements.`);
  switch (dtype) {
    case 'F32':
      return { type: 'float32', data: new Float32Array(buffer) };
    case 'F64':
      return { type: 'float64', data: new Float64Array(buffer) };
    case 'I32':
      return { type: 'int32', data: new Int32Array(buffer) };
    case 'I64':
      return { type: 'int64', data: new BigInt64Array(buffer) };
    case 'BOOL':
      return { type: 'bool', data: new Uint8Array(buffer) };
  }
}
