/** What engines and the sandbox's process may say; a program may try to say something else in their place. */
import { z } from 'zod';
import type { Loaded, RunOutcome, Value } from '../sandbox';
import type { Report } from './job';

const short = z.string().max(1200);
const name = z.string().max(5000);
const cut = z.number().int().nonnegative().optional();
const values = z.array(z.lazy(() => valueSchema)).max(10_000);

const valueSchema: z.ZodType<Value> = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['undefined', 'null', 'cut']) }),
  z.object({ type: z.literal('boolean'), value: z.boolean() }),
  z.object({
    type: z.literal('number'),
    of: z.enum(['number', 'bigint', 'int', 'float', 'complex', 'decimal', 'fraction']),
    text: name,
  }),
  z.object({ type: z.literal('string'), value: z.string().max(70_000), cut }),
  z.object({ type: z.literal('bytes'), value: z.string().max(70_000), cut }),
  z.object({ type: z.enum(['list', 'tuple', 'set']), items: values, cut }),
  z.object({
    type: z.literal('map'),
    entries: z.array(z.tuple([z.lazy(() => valueSchema), z.lazy(() => valueSchema)])).max(10_000),
    cut,
  }),
  z.object({ type: z.literal('date'), value: short }),
  z.object({ type: z.literal('function'), name }),
  z.object({
    type: z.literal('instance'),
    class: name,
    fields: z.array(z.tuple([z.string().max(70_000), z.lazy(() => valueSchema)])).max(10_000),
    cut,
  }),
  z.object({ type: z.literal('cycle'), up: z.number().int().positive() }),
]) as z.ZodType<Value>;

export const outcomeSchema: z.ZodType<RunOutcome> = z.union([
  z.object({ value: valueSchema, stdout: z.string().max(140_000).optional() }).strict(),
  z.object({ threw: name, message: short }).strict(),
  z.object({ cannot: short }).strict(),
]);

export const loadedSchema: z.ZodType<Loaded> = z.object({
  ok: z.boolean(),
  message: short.optional(),
  cannot: short.optional(),
  lacks: z.string().max(80).optional(),
  exports: z
    .array(
      z.object({
        name,
        kind: z.enum(['function', 'class', 'value']),
        arity: z.number().int().nonnegative().optional(),
        params: z.array(name).max(300).optional(),
        methods: z.array(name).max(1000).optional(),
      }),
    )
    .max(200),
});

const id = z.number().int();

export const reportSchema: z.ZodType<Report> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun'), id }),
  z.object({ type: z.literal('loaded'), id, loaded: loadedSchema }),
  z.object({ type: z.literal('outcome'), id, at: id, outcome: outcomeSchema }),
  z.object({ type: z.literal('done'), id }),
  z.object({ type: z.literal('broken'), id, message: short }),
]);

/** Longer texts are no outcome. */
const mostText = 4_000_000;

/** @returns undefined for what is not of the schema */
export function understood<T>(schema: z.ZodType<T>, text: string): T | undefined {
  if (text.length > mostText) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
