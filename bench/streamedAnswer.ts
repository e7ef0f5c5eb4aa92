/** What the models of the streaming benchmark answer. */

/** Length in tokens; the server counts a word or a mark as one. */
export const answerTokens = 250;

export const streamedAnswer = Array.from({ length: answerTokens }, () => 'light').join(' ');

/** Names of the models: one at the pace of a fast one, one as fast as the server can. */
export const pacedModel = { name: 'paced', tokensPerSecond: 500 };
export const unpacedModel = { name: 'unpaced' };
