import { mkdir, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTensors, TensorFileError, writeTensors } from '../../../src/learn/graph/safetensors';
import type { TensorValue } from '../../../src/der/networks/onnxSession';

const tensors = new Map<string, TensorValue>([
  ['float32', { type: 'float32', data: Float32Array.of(1.5, -2, NaN), dims: [3] }],
  ['bool', { type: 'bool', data: Uint8Array.of(1), dims: [1, 1] }],
  ['float64', { type: 'float64', data: Float64Array.of(Math.PI), dims: [] }],
  ['int32', { type: 'int32', data: Int32Array.of(-7, 7), dims: [2, 1] }],
  ['int64', { type: 'int64', data: BigInt64Array.of(2n ** 40n), dims: [1] }],
  ['empty', { type: 'float32', data: new Float32Array(), dims: [0, 4] }],
]);

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-tensors-'));
  path = join(folder, 'some.safetensors');
});
afterEach(() => rm(folder, { recursive: true }));

it('reads what it wrote, whatever the types and alignment', async () => {
  await writeTensors(path, { tensors, metadata: { steps: '3', note: 'ä' } });
  expect(await readTensors(path)).toEqual({ tensors, metadata: { steps: '3', note: 'ä' } });
});

it('lays the file out as the format says', async () => {
  await writeTensors(path, {
    tensors: new Map([['x', { type: 'float32', data: Float32Array.of(2), dims: [1] }]]),
    metadata: {},
  });
  const file = await readFile(path);
  const length = Number(file.readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  const header: unknown = JSON.parse(file.subarray(8, 8 + length).toString());
  expect(header).toEqual({ __metadata__: {}, x: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
  expect(file.readFloatLE(8 + length)).toBe(2);
});

it('refuses a file that was cut off', async () => {
  await writeTensors(path, { tensors, metadata: {} });
  await truncate(path, (await readFile(path)).length - 1);
  await expect(readTensors(path)).rejects.toThrow(TensorFileError);
});

it('leaves nothing half-written behind when the file cannot be replaced', async () => {
  await mkdir(path);
  await expect(writeTensors(path, { tensors, metadata: {} })).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['some.safetensors']);
});
