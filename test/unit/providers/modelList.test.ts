import { describe, expect, it } from 'vitest';
import { listOfBody, modelsIn } from '../../../src/providers/wire/modelList';

const idsIn = (value: unknown): string[] | undefined => modelsIn(value)?.map(({ id }) => id);

describe('a list of models', () => {
  it.each<[unknown]>([
    [['a-1', 'b-2']],
    [[{ id: 'a-1' }, { name: 'b-2' }]],
    [[1, null, {}, { id: '' }, { id: 'a-1' }, { model: 'b-2' }]],
    [{ data: [{ model_id: 'a-1' }, { modelName: 'b-2' }] }],
    [{ models: ['a-1', 'b-2'] }],
    [{ models: { 'a-1': { size: 1 }, 'b-2': {} } }],
    [{ data: { 'a-1': 'A', 'b-2': 'B' } }],
    [{ data: { one: [{ id: 'a-1' }], other: ['b-2'] } }],
    [{ 'a-1': { id: 'a-1' }, 'b-2': {} }],
    [{ result: { data: [{ slug: 'a-1' }, { id: 'b-2' }] } }],
    [{ available_models: ['a-1', 'b-2'] }],
    [{ data: null, items: [{ id: 'a-1' }, { id: 'b-2' }] }],
  ])('is read from %j', (value) => expect(idsIn(value)).toEqual(['a-1', 'b-2']));

  it('is read from an object a line', () => {
    expect(idsIn(listOfBody('{"id":"a-1"}\n{"id":"b-2"}\n', 100))).toEqual(['a-1', 'b-2']);
    expect(listOfBody('<html>\n', 100)).toBeUndefined();
  });

  it.each<[unknown]>([
    [{ error: { message: 'No.', code: 'model-1' } }],
    [{ detail: 'Not found' }],
    [{ message: 'No.', 'a-1': {} }],
    [{}],
    [7],
    [null],
    ['a-1'],
    [{ status: { id: 'x' }, ok: true }],
  ])('is none in %j', (value) => expect(idsIn(value)).toBeUndefined());

  it('may be empty', () => {
    for (const value of [[], { data: null }, { models: {} }, { data: [] }]) expect(idsIn(value)).toEqual([]);
  });

  it('keeps what is said of each', () => {
    expect(modelsIn({ models: { a: { size: 1 } } })).toEqual([{ id: 'a', size: 1 }]);
  });
});
