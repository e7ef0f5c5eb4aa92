/**
 * Why an answer ended, in the words of all servers. An end that is not known is not a good end: a reason that is not
 * listed here never makes an answer count as complete.
 */
import { ExpertError } from '../../der/core/expertErrors';
import { refused } from '../refused';
import { serverSentence } from '../apiKeys';

export type Finish = 'stop' | 'length';
type Ending = Finish | 'refused' | 'busy' | 'failed' | 'tool';

/** Reasons in small letters, with underscores for whatever separates their words. */
const endings: Readonly<Record<Ending, readonly string[]>> = {
  stop: [
    'stop',
    'end_turn',
    'stop_sequence',
    'eos',
    'eos_token',
    'end',
    'complete',
    'completed',
    'finish_reason_stop',
  ],
  length: [
    'length',
    'max_tokens',
    'max_output_tokens',
    'max_completion_tokens',
    'max_new_tokens',
    'max_length',
    'token_limit',
    'model_length',
    'model_context_window_exceeded',
    'context_length_exceeded',
    'context_window_exceeded',
    'error_limit',
    'incomplete',
    'truncated',
    'finish_reason_max_tokens',
    // A long turn that Anthropic's API breaks off, to be gone on with.
    'pause_turn',
  ],
  refused: [
    'content_filter',
    'content_filtered',
    'refusal',
    'safety',
    'recitation',
    'blocklist',
    'prohibited_content',
    'spii',
    'language',
    'image_safety',
    'sensitive',
    'error_toxic',
    'guardrail_intervened',
  ],
  busy: ['insufficient_system_resource', 'preempted', 'overloaded'],
  failed: [
    'error',
    'failed',
    'abort',
    'aborted',
    'cancel',
    'cancelled',
    'canceled',
    'user_cancel',
    'network_error',
    'timeout',
    'other',
    'unknown',
    'finish_reason_unspecified',
    'malformed_function_call',
    'malformed_response',
    'unexpected_tool_call',
    'too_many_tool_calls',
    // Ollama loaded or unloaded the model, and generated nothing.
    'load',
    'unload',
  ],
  tool: ['tool_calls', 'tool_call', 'tool_use', 'function_call'],
};
const endingOf = new Map(
  (Object.entries(endings) as [Ending, readonly string[]][]).flatMap(([ending, reasons]) =>
    reasons.map((reason) => [reason, ending] as const),
  ),
);

/** Characters of a reason that are read, and that are shown. */
const mostRead = 2_000;
const mostShown = 100;

/** No reason, as languages print it into a text. */
const nothing = /^(null|none|nil|undefined)$/i;

/** The reason as a server gives it: nothing where it says that there is none yet. */
export function reasonIn(value: unknown): string | undefined {
  if (value === undefined || value === null || value === false || value === '') return undefined;
  const reason = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return nothing.test(reason) ? undefined : reason.slice(0, mostRead);
}

/** `MAX_TOKENS`, `max-tokens`, `MaxTokens` and `FinishReason.MAX_TOKENS`, as Python prints it, are `max_tokens`. */
function inOneSpelling(reason: string): string {
  return reason
    .trim()
    .replace(/^\w{1,40}\./, '')
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .replace(/[\s-]/g, '_');
}

/**
 * What a reason means for the answer.
 * @param said why, in the model's words, where it refused.
 * @throws ExpertError where the answer is none: refused, failed, or ended for a reason that is not known.
 */
export function finishOf(model: string, reason: string, said?: string): Finish {
  const ending = endingOf.get(inOneSpelling(reason));
  const quoted = JSON.stringify(serverSentence(reason, undefined, mostShown).replace(/\.$/, ''));
  switch (ending) {
    case 'stop':
    case 'length':
      return ending;
    case 'refused':
      throw refused(model, said);
    case 'busy':
      throw new ExpertError(
        'busy',
        `The server of ${model} ran out of resources (${quoted}). Ask again later.`,
      );
    case 'failed':
      throw new ExpertError(
        'server_error',
        `${model} gave up in the middle of its answer (${quoted}). Ask again.`,
      );
    case 'tool':
      throw new ExpertError(
        'cut_off',
        `${model} wanted to call a tool (${quoted}) instead of finishing its answer. Ask again, or choose another expert.`,
      );
    case undefined:
      throw new ExpertError(
        'cut_off',
        `${model} ended its answer for a reason that is not known (${quoted}), so it may lack its end. Ask again.`,
      );
  }
}
