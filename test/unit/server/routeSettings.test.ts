import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knobError, type Knobs } from '../../../src/der/core/mdp';
import { defaultLimits } from '../../../src/der/route/masks';
import { routeSettings, type DerField, type ServerLimits } from '../../../src/server/routeSettings';
import { servedModel, servedModels } from '../../../src/server/servedModels';

const cost = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: undefined });
const fields: fc.Arbitrary<DerField> = fc.record(
  {
    alpha: fc.constantFrom(0, 1e-5, 1e-3, 0.1),
    maxSteps: fc.integer({ min: 1, max: 10 }),
    maxCost: fc.double({ min: 0, max: 10, noNaN: true }),
    localOnly: fc.boolean(),
    exclude: fc.array(fc.constantFrom('a', 'b', 'c')),
  },
  { requiredKeys: [] },
);
const servers: fc.Arbitrary<ServerLimits> = fc.record({
  limits: fc.record({
    localOnly: fc.boolean(),
    spendCapUsd: cost,
    excluded: fc.array(fc.constantFrom('x', 'y')),
    allowWorkspaceText: fc.constant(false),
    allowUnknownPrice: fc.constant(false),
  }),
  maxSteps: fc.integer({ min: 1, max: 10 }),
});
const models = fc.constantFrom(...servedModels);

describe('the settings of a request', () => {
  it('are never looser than the server’s limits, and always in range', () => {
    fc.assert(
      fc.property(models, fields, servers, (model, field, server) => {
        const { knobs, limits } = routeSettings(model, field, new Headers(), server);
        expect(knobs.maxSteps).toBeLessThanOrEqual(server.maxSteps);
        expect(limits.localOnly || !(server.limits.localOnly || model.localOnly)).toBe(true);
        const cap = limits.spendCapUsd ?? Infinity;
        expect(cap).toBeLessThanOrEqual(server.limits.spendCapUsd ?? Infinity);
        expect(cap).toBeLessThanOrEqual(field.maxCost ?? Infinity);
        expect(limits.excluded).toEqual(expect.arrayContaining([...(server.limits.excluded ?? [])]));
        expect(limits.excluded).toEqual(expect.arrayContaining(field.exclude ?? []));
        expect(limits.allowUnknownPrice).toBe(server.limits.allowUnknownPrice);
        for (const name of ['alpha', 'beta', 'p0', 'maxSteps'] satisfies (keyof Knobs)[])
          expect(knobError(name, knobs[name])).toBeUndefined();
      }),
    );
  });

  it('mean the same in headers as in the field', () => {
    const server = { limits: defaultLimits, maxSteps: 10 };
    const headers = new Headers({
      'x-der-alpha': '0.01',
      'x-der-max-steps': '2',
      'x-der-max-cost': '0.5',
      'x-der-local-only': 'true',
      'x-der-exclude': 'a, b',
      'x-der-stream': 'draft',
    });
    const field: DerField = {
      ...{ alpha: 0.01, maxSteps: 2, maxCost: 0.5, localOnly: true, exclude: ['a', 'b'], stream: 'draft' },
    };
    const model = servedModel('der:best');
    expect(routeSettings(model, undefined, headers, server)).toEqual(
      routeSettings(model, field, new Headers(), server),
    );
    expect(routeSettings(model, { alpha: 0 }, headers, server).knobs.alpha).toBe(0);
  });

  it.each([
    ['x-der-alpha', '7'],
    ['x-der-alpha', ''],
    ['x-der-max-steps', '1.5'],
    ['x-der-max-cost', '-1'],
    ['x-der-local-only', 'perhaps'],
    ['x-der-stream', 'all'],
  ])('are refused where %s is "%s"', (name, text) => {
    const server = { limits: defaultLimits, maxSteps: 10 };
    const ask = () => routeSettings(servedModel('der'), undefined, new Headers({ [name]: text }), server);
    expect(ask).toThrow(name);
  });
});
