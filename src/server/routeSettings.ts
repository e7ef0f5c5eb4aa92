/** How one request wants its route: the `der` field of its body and `x-der-*` headers, within the server's limits. */
import { z } from 'zod';
import { knobError, type Knobs } from '../der/core/mdp';
import { tighterCap, type Limits } from '../der/route/masks';
import { isFields } from '../providers/wire/json';
import { RequestProblem } from './requestProblem';
import type { ServedModel } from './servedModels';

const knob = (name: Parameters<typeof knobError>[0]) =>
  z.number().superRefine((value, context) => {
    const message = knobError(name, value);
    if (message) context.addIssue({ code: 'custom', message });
  });

/** What the `der` field and the headers may hold. */
const derField = z
  .strictObject({
    alpha: knob('alpha'),
    beta: knob('beta'),
    p0: knob('p0'),
    maxSteps: knob('maxSteps'),
    transfer: z.enum(['always', 'never']),
    /** Most US dollars that the question may cost. */
    maxCost: z.number().min(0),
    localOnly: z.boolean(),
    /** Ids of experts that are not asked. */
    exclude: z.array(z.string().max(300)).max(200),
    /** `draft`: what experts write is streamed as reasoning while they write it. */
    stream: z.enum(['answer', 'draft']),
    /** The trace comes with the end of the answer. */
    trace: z.boolean(),
  })
  .partial();

export type DerField = z.infer<typeof derField>;

/** The field as a body has it: what is null in it, or all of it, counts as left out. */
export const derOfBody = z.preprocess(withoutNulls, derField.optional()).optional();

function withoutNulls(value: unknown): unknown {
  if (value === null) return undefined;
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
    : value;
}

/** What the server allows at most. */
export interface ServerLimits {
  /** What everybody is bound by. */
  readonly limits: Limits;
  /** Most answers per question. */
  readonly maxSteps: number;
}

export interface RouteSettings {
  readonly knobs: Knobs;
  readonly limits: Limits;
  readonly drafts: boolean;
  readonly trace: boolean;
}

/** A request's wishes, where they are not looser than what the server allows; a header yields to the field. */
export function routeSettings(
  model: ServedModel,
  field: DerField | undefined,
  headers: Headers,
  server: ServerLimits,
): RouteSettings {
  const wanted: DerField = { ...wishesOf(headers), ...field };
  const { alpha, beta, p0, maxSteps } = model.knobs;
  return {
    knobs: {
      alpha: wanted.alpha ?? alpha,
      beta: wanted.beta ?? beta,
      p0: wanted.p0 ?? p0,
      maxSteps: Math.min(wanted.maxSteps ?? maxSteps, server.maxSteps),
      transfer: wanted.transfer ?? 'always',
    },
    limits: {
      ...server.limits,
      localOnly: server.limits.localOnly || model.localOnly || wanted.localOnly === true,
      spendCapUsd: tighterCap(server.limits.spendCapUsd, wanted.maxCost),
      excluded: [...(server.limits.excluded ?? []), ...(wanted.exclude ?? [])],
    },
    drafts: wanted.stream === 'draft',
    trace: wanted.trace === true,
  };
}

/** How a header's text becomes the field's value. */
const readings: { readonly [name in keyof Required<DerField>]: (text: string) => unknown } = {
  alpha: numberOf,
  beta: numberOf,
  p0: numberOf,
  maxSteps: numberOf,
  transfer: (text) => text,
  maxCost: numberOf,
  localOnly: truthOf,
  exclude: (text) => text.split(',').map((one) => one.trim()),
  stream: (text) => text,
  trace: truthOf,
};

/** `maxSteps` is `x-der-max-steps`. */
const headerOf = (name: string) => `x-der-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** @throws RequestProblem */
function wishesOf(headers: Headers): DerField {
  const wishes: DerField = {};
  for (const [name, read] of Object.entries(readings)) {
    const text = headers.get(headerOf(name));
    if (text === null) continue;
    const parsed = derField.safeParse({ [name]: read(text) });
    if (!parsed.success) {
      const why = parsed.error.issues[0]!.message;
      throw new RequestProblem(
        400,
        'invalid_value',
        `The header ${headerOf(name)} is wrong: ${why}.`,
        headerOf(name),
      );
    }
    Object.assign(wishes, parsed.data);
  }
  return wishes;
}

/** Not a number where the text is none, which the schema then refuses. */
function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

function truthOf(text: string): unknown {
  return text === 'true' ? true : text === 'false' ? false : text;
}
