/** The kind `calculator`, built in: calculates. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { common } from '../entryFields';
import { expertKind } from '../kind';
import { builtIn, toolSkill } from './builtIn';

const schema = z
  .strictObject({ kind: z.literal('calculator'), ...common })
  .describe('Built in: arithmetic, units, percentages, algebra. Declines everything else.');

export type CalculatorEntry = z.output<typeof schema>;

export const calculatorKind = expertKind({
  schema,
  traits: { provider: 'calculator', tool: true, priorSkill: toolSkill.calculator },
  ...builtIn({ kind: 'calculator' } as const, () => ({
    label: t('Calculator'),
    description: t('built in: arithmetic, units, percentages, algebra'),
  })),
});
