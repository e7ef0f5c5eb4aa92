/** The kind `simulated`: students that practise answers, for demonstrations and tests. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { language } from '../../language';
import { common, positive, text } from '../entryFields';
import { expertKind } from '../kind';
import { students } from './students';

const schema = z
  .strictObject({
    kind: z.literal('simulated'),
    student: text('Which simulated student, for example "simulated/anna-3b".'),
    ...common,
    seed: z
      .int('must be a whole number')
      .describe('Seed of its answers: same seed, same answers.')
      .optional(),
    tokensPerSecond: positive('Its pace. Default: 40.').optional(),
    firstTokenMs: z
      .number()
      .nonnegative('must be 0 or above')
      .describe('Milliseconds before its first token. Default: 150.')
      .optional(),
  })
  .describe('A simulated expert, for demonstrations and tests.');

export type SimulatedEntry = z.output<typeof schema>;

export const simulatedKind = expertKind({
  schema,
  traits: { provider: 'simulated', tool: false, simulated: true },
  usualId: ({ student }) => student,
  whom: ({ student }) => [student],

  discover: () =>
    Promise.resolve({
      offered: students.map(({ id, paramsB }) => ({
        entry: { kind: 'simulated' as const, student: id },
        source: 'practice',
        label: id,
        description: t(
          'simulated, for trying DER out; as if it had {0} B parameters',
          paramsB.toLocaleString(language),
        ),
        joinsByItself: false,
      })),
      problems: [],
    }),
});
