/** Fields on which OpenAI-compatible servers disagree, and what to send instead when one is rejected. */

export interface Dialect {
  /** New models of OpenAI reject `max_tokens`; older servers ignore `max_completion_tokens`. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Ask for token counts at the end of the stream. */
  readonly usage: boolean;
}

export function firstDialect(baseUrl: string): Dialect {
  const newest = new URL(baseUrl).hostname === 'api.openai.com';
  return { limit: newest ? 'max_completion_tokens' : 'max_tokens', usage: true };
}

/**
 * The dialect to try after a rejected request, by the parameter that the rejection names; undefined when it names
 * none of these, or one that was not sent.
 */
export function nextDialect(current: Dialect, rejection: string, first: Dialect): Dialect | undefined {
  if (/stream_options|include_usage/.test(rejection)) {
    return current.usage ? { ...current, usage: false } : undefined;
  }
  const rejected = /max_completion_tokens|max_tokens/.exec(unsupported(rejection))?.[0];
  if (rejected !== current.limit || current.limit !== first.limit) return undefined;
  return { ...current, limit: current.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens' };
}

/** A rejected value ("max_tokens is too large") stays rejected under another name. */
function unsupported(rejection: string): string {
  return /too (large|big|many|high)|exceed|at most|less than|maximum/i.test(rejection) ? '' : rejection;
}
