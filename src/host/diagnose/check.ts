/** One tiny question to an expert: whether it answers, and how fast. */
import { t } from '@vscode/l10n';
import { asExpertError } from '../../der/core/expertErrors';
import type { Expert } from '../../der/core/experts';

export type CheckResult =
  | {
      readonly state: 'answered';
      readonly ms: number;
      readonly firstTokenMs: number;
      readonly tokens?: number;
    }
  /** A tool that has nothing to say to the question is well. */
  | { readonly state: 'declined' }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'unasked'; readonly why: string };

/** Loading a model takes its time; whoever needs longer is told so. */
const patienceMs = 60_000;

const question = 'What is 2 + 2? Answer with the number alone.';

/** Whether asking it may cost money: its price is not zero, or not known and somebody else's machine answers. */
export function mayCost({ price, leavesMachine, tool }: Expert): boolean {
  if (tool) return false;
  return price ? price.promptPerMtok > 0 || price.answerPerMtok > 0 : leavesMachine;
}

/** Never throws. */
export async function check(expert: Expert, stop: AbortSignal): Promise<CheckResult> {
  const started = performance.now();
  const patience = AbortSignal.timeout(patienceMs);
  let firstTokenMs: number | undefined;
  try {
    const messages = [{ role: 'user' as const, content: question }];
    for await (const event of expert.ask({ question, messages }, AbortSignal.any([stop, patience]))) {
      firstTokenMs ??= performance.now() - started;
      if (event.type !== 'done') continue;
      const ms = performance.now() - started;
      const { answerTokens: tokens } = event.usage;
      return { state: 'answered', ms, firstTokenMs, ...(tokens !== undefined && { tokens }) };
    }
    return { state: 'failed', problem: t('The answer had no end.') };
  } catch (error) {
    if (stop.aborted) return { state: 'unasked', why: t('stopped by you') };
    if (patience.aborted) {
      return { state: 'failed', problem: t('No whole answer within {0} s.', patienceMs / 1000) };
    }
    const { kind, message } = asExpertError(error);
    return kind === 'declined' ? { state: 'declined' } : { state: 'failed', problem: message };
  }
}
