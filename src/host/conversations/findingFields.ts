/** What checks found, as files hold it: a finding that cannot be read is left out and costs nothing beside it. */
import { z } from 'zod';
import { index } from './fields';

const share = z.number().min(0).max(1).catch(0);
const text = z.string();
const failed = z.array(z.looseObject({ input: text, expected: text, got: text }));

const finding = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('syntax'),
    language: text,
    ok: z.boolean(),
    line: index.optional(),
    message: text.optional(),
    part: z.literal(true).optional(),
  }),
  z.looseObject({ type: z.literal('runs'), language: text, ok: z.boolean(), message: text.optional() }),
  z.looseObject({ type: z.literal('examples'), passed: index, failed, earlier: z.literal(true).optional() }),
  z.looseObject({ type: z.literal('behaviour'), probes: index, key: text }),
  z.looseObject({ type: z.literal('tests'), from: index, passed: index, failed }),
  z.looseObject({ type: z.literal('problems'), file: text, added: index, first: text.optional() }),
  z.looseObject({ type: z.literal('command'), command: text, ok: z.boolean(), message: text.optional() }),
  z.looseObject({ type: z.literal('cannot'), what: text, reason: text }),
]);

const findings = z
  .array(finding.nullable().catch(null))
  .catch([])
  .transform((all) => all.filter((one) => one !== null));

const kinds = ['short', 'program', 'open'] as const;

/** Findings of all answers so far; what is no such thing says nothing. */
export const checked = z
  .looseObject({
    kind: z.enum([...kinds, 'mixed']),
    answers: z.array(
      z.looseObject({ kind: z.enum(kinds), final: text.optional(), findings, judged: share.optional() }),
    ),
    alike: z.array(z.array(share)),
  })
  .catch({ kind: 'open', answers: [], alike: [] });
