/** One question to one expert, bounded in time and length. */
import { billed } from '../der/core/cost';
import { CancelledError, ExpertError } from '../der/core/expertErrors';
import type { Expert } from '../der/core/experts';
import { estimateTokens, fewestTokens } from '../der/core/tokens';
import { plainPrompt } from '../der/prompt/knowledgeTransfer';

/** Characters of answer and thinking after which an expert is stopped: what is brief was asked for. */
const mostCharacters = 60_000;

/** Milliseconds after which an expert is stopped; loading a large model is within them. */
const mostMs = 600_000;

export interface AnsweredOnce {
  readonly answer: string;
  /** As billed, or by price and tokens; absent where it is not known. */
  readonly usd?: number;
  /** Which of the models that go by the expert's name answered; absent where the server does not say. */
  readonly version?: string;
}

/** @throws ExpertError; CancelledError when the signal aborts */
export async function askOnce(expert: Expert, asked: string, signal: AbortSignal): Promise<AnsweredOnce> {
  const late = AbortSignal.timeout(mostMs);
  let answer = '';
  /** Of thinking as well, which is billed like any answer. */
  let characters = 0;
  let usd: number | undefined;
  let version: string | undefined;
  const least = () => ({
    promptTokens: fewestTokens(asked.length),
    answerTokens: fewestTokens(characters),
  });
  try {
    const request = { question: asked, messages: plainPrompt(asked).messages };
    for await (const event of expert.ask(request, AbortSignal.any([signal, late]))) {
      if (event.type === 'relabelled') answer = '';
      else if (event.type === 'done') {
        usd = billed(expert.price, event.usage, least());
        version = event.version;
      } else {
        characters += event.text.length;
        if (event.type === 'delta') answer += event.text;
        if (characters > mostCharacters) break;
      }
    }
  } catch (error) {
    if (signal.aborted) throw new CancelledError();
    if (!late.aborted) throw error;
    if (answer === '')
      throw new ExpertError('silent_too_long', `It had not answered after ${mostMs / 60_000} minutes.`);
  }
  // One that was stopped told nothing of what it took.
  usd ??= billed(
    expert.price,
    { promptTokens: estimateTokens(asked), answerTokens: Math.ceil(characters / 4) },
    least(),
  );
  return { answer, ...(usd !== undefined && { usd }), ...(version !== undefined && { version }) };
}
