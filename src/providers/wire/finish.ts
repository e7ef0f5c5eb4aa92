/**
 * Why an answer ended, in the words of all servers. An end that is not known is not a good end: a reason that is not
 * listed here never makes an answer count as complete.
 */
import { ExpertError } from '../../der/core/expertErrors';
import { refused } from '../refused';
import { serverSentence } from '../apiKeys';
import { isFields } from './json';

export type Finish = 'stop' | 'length';
type Ending = Finish | 'refused' | 'busy' | 'failed' | 'tool';

/** Reasons as their words, parted by low lines; they are compared without them. */
const endings: Readonly<Record<Ending, readonly string[]>> = {
  stop: [
    'stop',
    'stopped',
    'stop_token',
    'stop_sequence',
    'stop_string',
    'stop_string_found',
    'end',
    'end_turn',
    'end_of_turn',
    'end_of_text',
    'eos',
    'eos_token',
    'eos_found',
    'complete',
    'completed',
    'finish',
    'finished',
    // Baidu.
    'normal',
    // Tokens that end a turn, as servers without names for reasons give them.
    ...['end_of_sequence', 'eos_reached', 'hit_eos', 'stop_word', 'stop_words', 'turn_complete'],
    ...['eot', 'eot_id', 'eom_id', 'im_end', 'end_of_sentence', 'endoftext', 'eos_id', 'eot_token'],
  ],
  length: [
    'length',
    'limit',
    'length_limit',
    'max_tokens',
    'max_tokens_reached',
    'max_predicted_tokens_reached',
    'max_output',
    'max_output_tokens',
    'max_completion_tokens',
    'max_new_tokens',
    'max_len',
    'max_length',
    'max_context',
    'token_limit',
    'model_length',
    'model_context_window_exceeded',
    'context_length_exceeded',
    'context_length_reached',
    'context_window_exceeded',
    'time_limit',
    'error_limit',
    'incomplete',
    'truncated',
    ...[
      'max_output_reached',
      'max_output_tokens_reached',
      'token_limit_reached',
      'limit_reached',
      'stop_limit',
    ],
    ...[
      'n_predict',
      'num_predict',
      'max_gen_toks',
      'max_time',
      'deadline',
      'budget_exhausted',
      'thinking_budget',
    ],
    ...['length_cap', 'context', 'context_limit', 'context_full', 'ctx'],
    // Servers stop what says the same again and again.
    ...['repetition', 'repetition_detected', 'loop', 'loop_detected'],
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
    'model_armor',
    'responsible_ai_policy_violation',
    'sensitive',
    'error_toxic',
    'guardrail_intervened',
    ...[
      'content_policy',
      'content_policy_violation',
      'policy_violation',
      'guardrail',
      'guardrails',
      'moderation',
    ],
    ...['blocked', 'filtered', 'harmful', 'prohibited', 'pii', 'refused', 'unsafe'],
  ],
  busy: [
    'insufficient_system_resource',
    'preempted',
    'overloaded',
    'oom',
    'out_of_memory',
    'rate_limit',
    'quota',
  ],
  failed: [
    'error',
    'failed',
    'abort',
    'aborted',
    'cancel',
    'cancelled',
    'canceled',
    'user_cancel',
    'user_stopped',
    'model_unloaded',
    'interrupted',
    'network_error',
    ...['connection_closed', 'model_error', 'internal_error', 'server_error', 'exception', 'crashed'],
    'timeout',
    'other',
    'unknown',
    'unspecified',
    'malformed_function_call',
    'malformed_response',
    'malformed_model_output',
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
    reasons.map((reason) => [inOneSpelling(reason), ending] as const),
  ),
);

/** Characters of a reason that are read, and that are shown. */
const mostRead = 2_000;
const mostShown = 100;

/** No reason, as languages print it into a text, and as watsonx says that there is none yet. */
const nothing = /^(null|none|nil|undefined|not_finished)$/i;

/**
 * The reason as a server gives it: nothing where it says that there is none yet. SGLang gives it with what was met,
 * `{"type": "length", "length": 9}`.
 */
export function reasonIn(value: unknown): string | undefined {
  if (value === undefined || value === null || value === false || value === '') return undefined;
  if (isFields(value) && typeof value['type'] === 'string') return reasonIn(value['type']);
  const reason = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return nothing.test(reason) ? undefined : reason.slice(0, mostRead);
}

/**
 * `MAX_TOKENS`, `max-tokens`, `MaxTokens`, `"max_tokens"`, `FINISH_REASON_MAX_TOKENS` and `FinishReason.MAX_TOKENS`, as
 * Python prints it, are one reason.
 */
function inOneSpelling(reason: string): string {
  return reason
    .trim()
    .replace(/^\w{1,40}\.(?=\w)/, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^(?:finish|stop)?reason/, '');
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
