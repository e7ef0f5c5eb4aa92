/** Experts for the conformance suite, made as the product makes them. */
import type { Expert } from '../../src/der/core/experts';
import { patientFetch } from '../../src/providers/patientFetch';
import { type PoolEntryInput, poolEntrySchema } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts, type ProviderServices } from '../../src/providers/services';
import type { Limits } from './conformer';

/** The expert of an entry, made as the product makes it. */
export async function expertOf(
  entry: PoolEntryInput,
  { firstTokenMs, silenceMs }: Limits,
  lent: Partial<ProviderServices> = {},
): Promise<Expert> {
  const { experts, problems } = await buildPool([poolEntrySchema.parse(entry)], {
    fetch: patientFetch(fetch),
    secret: async () => undefined,
    timeouts: {
      firstTokenMs: firstTokenMs ?? defaultTimeouts.firstTokenMs,
      silenceMs: silenceMs ?? defaultTimeouts.silenceMs,
    },
    env: { TEST_KEY: 'right', WRONG_KEY: 'wrong' },
    ...lent,
  });
  const [expert] = experts;
  if (!expert) throw new Error(problems.join('\n'));
  return expert;
}

/** The limits that entries carry. */
export const entryLimits = ({
  contextTokens,
  maxAnswerTokens,
}: Limits): Pick<Limits, 'contextTokens' | 'maxAnswerTokens'> => ({
  ...(contextTokens !== undefined && { contextTokens }),
  ...(maxAnswerTokens !== undefined && { maxAnswerTokens }),
});
