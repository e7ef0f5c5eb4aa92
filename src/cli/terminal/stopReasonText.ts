/** Why a route ended, in plain words and with what a person can do about it. */
import type { FinishedEvent } from '../../der/trace/events';
import { ruledOut } from '../../der/route/masks';
import type { Knobs, StopReason } from '../../der/core/mdp';
import { stopKey } from '../../der/core/policy';
import { exact, percent, quality as qualityText } from '../../der/core/format';
import { counted } from './formatNumbers';

export interface Ending {
  readonly finished: FinishedEvent;
  readonly knobs: Knobs;
  /** P̂ of the answer returned. */
  readonly quality: number | undefined;
  /** Id to name. */
  readonly nameOf: (expert: string) => string;
}

const words: Record<StopReason, (ending: Ending) => string> = {
  good_enough: ({ quality, knobs }) =>
    `Stopped because the answer is good enough: its predicted quality ${qualityText(quality ?? 0)} reaches p₀ ${exact(knobs.p0)}.`,
  not_worth_it: (ending) => `Stopped because asking on is not worth its cost${preference(ending)}.`,
  max_steps: ({ knobs }) =>
    `Stopped after ${counted(knobs.maxSteps, 'answer')}, the most that --max-steps allows; none reached p₀ ${exact(knobs.p0)}.`,
  spend_cap: () =>
    'Stopped because nobody left fits under the spending cap. Raise --max-cost, or let experts without a known price in with --allow-unknown-price.',
  nobody_left: ({ finished }) =>
    finished.final
      ? 'Stopped because nobody is left to ask.'
      : 'Nobody answered: everyone in the pool declined or may not be asked. Start Ollama with a chat model (ollama pull llama3.2), or name experts with --pool FILE.',
  user: ({ finished }) =>
    finished.final
      ? 'Stopped by you. This is the best answer so far.'
      : 'Stopped by you before an answer was finished.',
  all_failed: () =>
    'Every expert failed; each says above what can be done. Name others with --pool FILE, or try again.',
};

export function stopReasonText(ending: Ending): string {
  const { finished, nameOf } = ending;
  if (finished.error !== undefined) {
    const kept = finished.final ? 'This is the best answer so far.' : 'There is no answer yet.';
    return `${kept} ${finished.error}`;
  }
  // Where the policy decided, the step's own lines say who was ruled out.
  const nobodyOpen = finished.stop === 'nobody_left' || finished.stop === 'spend_cap';
  const reasons = nobodyOpen ? ruledOut(finished.decision?.masked ?? {}, nameOf) : [];
  return [words[finished.stop](ending), ...reasons].join(' ');
}

/** How the policy weighed stopping against the best expert left. */
function preference({ finished, nameOf }: Ending): string {
  const probabilities = finished.decision?.probabilities ?? {};
  const stop = probabilities[stopKey];
  const [next] = Object.entries(probabilities)
    .filter(([id]) => id !== stopKey)
    .sort(([, a], [, b]) => b - a);
  if (stop === undefined || next === undefined) return '';
  return ` (the policy gives stopping ${percent(stop)}, and asking ${nameOf(next[0])} ${percent(next[1])})`;
}
