/** The kind `calculator`, built in: calculates. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { common } from '../entryFields';
import { expertKind } from '../kind';

const schema = z
  .strictObject({ kind: z.literal('calculator'), ...common })
  .describe('Built in: arithmetic, units, percentages, algebra. Declines everything else.');

export type CalculatorEntry = z.output<typeof schema>;

const entry = { kind: 'calculator' } as const;

export const calculatorKind = expertKind({
  schema,
  // How often its answer is what was asked for, given that it answers at all: it declines what it cannot do. Set by
  // hand, since no recorded data has tools in it.
  traits: { provider: 'calculator', tool: true, priorSkill: 0.9 },
  usualId: ({ kind }) => kind,
  whom: () => [],
  offers: () =>
    Promise.resolve({
      offered: [
        {
          entry,
          source: 'built in',
          label: t('Calculator'),
          description: t('built in: arithmetic, units, percentages, algebra'),
          joinsByItself: true,
        },
      ],
      problems: [],
    }),
  joining: () => Promise.resolve({ entries: [entry] }),
});
