import { describe, expect, it } from 'vitest';
import { withAttachments } from '../../../src/der/prompt/attachments';
import { bounded, gramsOf } from '../../../src/der/networks/encoder';
import type { RouteEvent } from '../../../src/der/trace/events';
import { verifiedOutcomes } from '../../../src/der/estimate/feedback';
import { transferPrompt } from '../../../src/der/prompt/knowledgeTransfer';
import { answerKey } from '../../../src/der/evidence/answerKey';
import { exactMatch } from '../../../src/der/evidence/exactMatch';
import { finalAnswer } from '../../../src/der/evidence/finalAnswer';
import { WordPiece } from '../../../src/lab/metrics/wordPiece';
import { askedOf } from '../../../src/der/evidence/asked';
import { contentOf } from '../../../src/der/evidence/content';
import { planOf } from '../../../src/der/evidence/plan';
import { readQuestion } from '../../../src/der/evidence/questionSignals';
import { answerSignals } from '../../../src/der/evidence/answerSignals';
import { cutTo, estimateTokens, withoutCutLines } from '../../../src/der/core/tokens';
import { followUpOf } from '../../../src/der/evidence/followUp';
import { latestTurns, withTurns } from '../../../src/der/prompt/turns';
import { factsNamed } from '../../../src/measure/rubric';
import { complaints, patiently, type Reader } from './measure';

const nothing = readQuestion('');
const something = readQuestion('How does a database find rows without reading the whole table?');
const turns = (text: string) => [{ question: text, answer: text, fromWorkspace: false }];
const pieces = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'a', '##a', 'word', '##d', '1', '##1'];
const tokenizer = new WordPiece(pieces, { lowerCase: true });

const readers: readonly (readonly [name: string, read: Reader])[] = [
  ['finalAnswer', finalAnswer],
  ['exactMatch', (text) => exactMatch(text, text)],
  ['answerKey', answerKey],
  // What is longer is compared as it stands: the dearest answers are those just short enough.
  ['answerKey of a short answer', (text) => answerKey(text.slice(0, 1990))],
  ['answerKey of a bracketed answer', (text) => answerKey(`[${text.slice(0, 1990)}]`)],
  ['answerKey of a formula', (text) => answerKey(`\\frac ${text.slice(0, 1980)}`)],
  ['answerKey of a number', (text) => answerKey(`1${text.slice(0, 79)}`)],
  ['answerSignals', (text) => answerSignals(text, nothing)],
  ['answerSignals to a question', (text) => answerSignals(text, something)],
  ['readQuestion', readQuestion],
  ['verifiedOutcomes', (text) => verifiedOutcomes(routeWith(text), '2026-01-01T00:00:00Z')],
  ['askedOf', askedOf],
  ['followUpOf', (text) => followUpOf('Make it faster.', [`Write a function f(x).\n${text}`])],
  ['withoutCutLines', withoutCutLines],
  ['planOf', (text) => planOf('Write a Python function f(a).', [text, `\`\`\`python\n${text}\n\`\`\``])],
  ['planOf a question', (text) => planOf(text, ['def f(a): return a'])],
  ['contentOf', contentOf],
  ['factsNamed', (text) => factsNamed(text, [['a & word'], ['b', text.slice(0, 100)]])],
  ['gramsOf', (text) => gramsOf(bounded(text))],
  ['estimateTokens', estimateTokens],
  ['cutTo', (text) => cutTo(text, 1500)],
  ['transferPrompt', (text) => transferPrompt(text.slice(0, 1000), text)],
  ['withTurns', (text) => withTurns('And?', turns(text))],
  ['latestTurns', (text) => latestTurns(turns(text))],
  ['withAttachments', (text) => withAttachments('Why?', [{ kind: 'file', label: 'a.ts', text, tokens: 1 }])],
];

describe('the engine reads hostile text in linear time', patiently, () => {
  it.each(readers)('%s', (_, read) => {
    expect(complaints(read)).toEqual([]);
  });

  // The laboratory measures with it, and nobody waits.
  it('WordPiece', () => {
    expect(complaints((text) => tokenizer.tokenize(text), 500, 8)).toEqual([]);
  });
});

/** A proven answer beside one that is to be compared with it. */
function routeWith(answer: string): RouteEvent[] {
  const asked = (attempt: number, expert: string) => [
    { type: 'chosen', attempt, expert, shown: [] },
    { type: 'answered', attempt, step: attempt, expert, answer, verified: attempt === 0 },
  ];
  const pool = ['calculator', 'ollama'].map((provider, index) => ({ id: `expert ${index}`, provider }));
  const events = [
    { type: 'started', question: 'How many?', pool },
    ...asked(0, 'expert 0'),
    ...asked(1, 'expert 1'),
  ];
  return events as unknown as RouteEvent[];
}
