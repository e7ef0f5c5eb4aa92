/** A kind of expert that only tests know: an oracle behind a key, which answers everything alike. */
import { z } from 'zod';
import { common, text } from '../../../src/providers/entryFields';
import { expertKind, type KeyedService } from '../../../src/providers/kind';
import { keyedSources } from '../../../src/providers/keyedSources';

const service: KeyedService = {
  name: 'Delphi',
  apiKeyName: 'DELPHI_KEY',
  keysBegin: 'pythia-',
  tryKey: (_, apiKey) =>
    Promise.resolve(
      apiKey === 'pythia-1' ? {} : { problem: 'The key is not of Delphi.', kind: 'unauthorised' },
    ),
};
const schema = z.strictObject({ kind: z.literal('oracle'), shrine: text('Where it speaks.'), ...common });

export type OracleEntry = z.output<typeof schema>;

export const oracleKind = expertKind({
  schema,
  traits: { provider: 'oracle', tool: true, simulated: true, priorSkill: 0.42 },
  services: [service],
  environment: ['ORACLE_HOST'],
  away: true,
  usualId: ({ shrine }) => shrine,
  whom: ({ shrine }) => [shrine],
  discover: () =>
    Promise.resolve({
      offered: ['Dodona', 'Siwa'].map((shrine) => ({
        entry: { kind: 'oracle' as const, shrine },
        source: service.name,
        label: shrine,
        description: 'an oracle',
        joinsByItself: shrine === 'Siwa',
      })),
      problems: ['Delphi: closed in winter.'],
    }),
  sources: (lent) => keyedSources([service], lent),
  joining: () => Promise.resolve({ entries: [{ kind: 'oracle' as const, shrine: 'Siwa' }] }),
});
