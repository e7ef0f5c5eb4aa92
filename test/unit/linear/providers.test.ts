import { describe, expect, it } from 'vitest';
import { serverSentence } from '../../../src/providers/apiKeys';
import { parseBaseUrl, withoutSlashes } from '../../../src/providers/address';
import { readRequest } from '../../../src/providers/builtin/calculatorRequest';
import { subjectOf, termsOf } from '../../../src/providers/builtin/terms';
import { textHoldsSecret } from '../../../src/providers/builtin/secretText';
import { KeyForms } from '../../../src/providers/keyForms';
import { KeylessStream } from '../../../src/providers/keylessExpert';
import { redacted, rememberKey } from '../../../src/providers/knownKeys';
import { looksLikeKey, withoutKeys } from '../../../src/providers/keyShape';
import { parseParameterSize, sizeInName } from '../../../src/providers/modelSize';
import { ollamaBaseUrl } from '../../../src/providers/ollama/address';
import { readName } from '../../../src/providers/catalogue/names';
import { serviceAt } from '../../../src/providers/catalogue/services';
import { isCloudName } from '../../../src/providers/ollama/discover';
import { retryAfterMs, waitOf } from '../../../src/providers/retryAfter';
import { pieces } from '../../../src/providers/simulated/pieces';
import { ThinkTagSplitter } from '../../../src/providers/thinkTags';
import { partOfEscape, unescaped } from '../../../src/providers/unescaped';
import { explainAnthropic } from '../../../src/providers/anthropic/errors';
import { explainOllama, isAboutThinking } from '../../../src/providers/ollama/errors';
import { explainOpenAi } from '../../../src/providers/openai/errors';
import { contentOf } from '../../../src/providers/wire/content';
import { ServerFailure } from '../../../src/providers/wire/failure';
import { finishOf, reasonIn } from '../../../src/providers/wire/finish';
import { jsonOf, jsonOfStart } from '../../../src/providers/wire/json';
import { listOfBody, modelsIn } from '../../../src/providers/wire/modelList';
import { readPiece } from '../../../src/providers/openai/stream';
import { notAStream } from '../../../src/providers/wire/notAStream';
import { htmlTitle, serverWords } from '../../../src/providers/wire/words';
import { complaints, patiently, type Reader } from './measure';

const readers: readonly (readonly [name: string, read: Reader])[] = [
  ['ThinkTagSplitter', split],
  ['ThinkTagSplitter, in pieces', (text) => splitInPieces(text, 50)],
  ['jsonOf of a list', (text) => jsonOf(`[${text}]`)],
  ['jsonOfStart of a list', (text) => jsonOfStart(`[${text}`)],
  ['jsonOfStart of a string', (text) => jsonOfStart(`{"a":"${text}`)],
  ['jsonOf of many values', (text) => jsonOf(`[${'{"a1":1},'.repeat(text.length / 9)}0]`)],
  ['readPiece of many fields', (text) => readPiece(manyFields(text.length))],
  ['readPiece of many choices', (text) => readPiece({ choices: Array(text.length).fill({}) })],
  ['serverWords of many fields', (text) => serverWords(manyFields(text.length))],
  ['modelsIn', (text) => modelsIn({ data: { [text]: {}, a: text } })],
  ['listOfBody', (text) => listOfBody(text, 100_000)],
  ['readName', readName],
  ['serviceAt', (text) => serviceAt(`https://${text}`)],
  ['serverWords', serverWords],
  ['serverWords of an error', (text) => serverWords({ error: { message: text, metadata: { raw: text } } })],
  ['serverWords of half an error', (text) => serverWords(`{"error":${text}`)],
  ['htmlTitle', (text) => htmlTitle(`<html><title>${text}`)],
  ['notAStream', (text) => notAStream({ baseUrl: 'http://a' }, text, 'a stream', 'Look.')],
  ['notAStream of a page', (text) => notAStream({ baseUrl: 'http://a' }, `<html>${text}`, 'a stream', '')],
  ['explainOpenAi', (text) => explainOpenAi(failureWith(text), endpoint, false)],
  ['explainAnthropic', (text) => explainAnthropic(failureWith(text), endpoint, false)],
  ['explainOllama', (text) => explainOllama(failureWith(text), { ...endpoint, think: true }, false)],
  ['isAboutThinking', isAboutThinking],
  ['finishOf', (text) => refusedOr(() => finishOf('m', reasonIn(text) ?? 'stop', text))],
  [
    'contentOf',
    (text) =>
      contentOf([
        { type: text, text },
        { type: 'text', text },
      ]),
  ],
  ['serverSentence', (text) => serverSentence(text, text.slice(0, 12))],
  ['withoutKeys', withoutKeys],
  ['redacted, a key being known', redactedOfOne],
  ['redacted, a long key being known', redactedOfLong],
  ['unescaped', (text) => unescaped(`${text}a`).endOf(0)],
  ['unescaped of escapes', (text) => unescaped(`${text.replaceAll('a', '\\u0061')}a`).startOf(0)],
  ['partOfEscape', partOfEscape],
  ['KeylessStream, in pieces', keyless],
  ['textHoldsSecret', textHoldsSecret],
  ['looksLikeKey', looksLikeKey],
  ['parseParameterSize', parseParameterSize],
  ['sizeInName', sizeInName],
  ['isCloudName', isCloudName],
  ['retryAfterMs', (text) => retryAfterMs(text)],
  [
    'waitOf',
    (text) => waitOf({ headers: new Headers(), words: { said: text, codes: '', status: undefined } }),
  ],
  ['parseBaseUrl', (text) => parseBaseUrl(`http://a/${text}`)],
  ['ollamaBaseUrl', ollamaBaseUrl],
  ['withoutSlashes', withoutSlashes],
  ['readRequest', readRequest],
  ['termsOf', termsOf],
  ['subjectOf', subjectOf],
  ['pieces', pieces],
];

describe('providers read hostile text in linear time', patiently, () => {
  it.each(readers)('%s', (_, read) => expect(complaints(read)).toEqual([]));
});

function manyFields(length: number): Record<string, unknown> {
  const kept = objects.get(length);
  if (kept) return kept;
  const fields = Object.fromEntries(Array.from({ length: length / 10 }, (_, at) => [`field${at}`, at]));
  objects.set(length, fields);
  return fields;
}
const objects = new Map<number, Record<string, unknown>>();

function keyless(text: string): void {
  const stream = new KeylessStream([new KeyForms('a1b2-c3d4-e5f6-a7b8')]);
  for (let at = 0; at < text.length; at += 50) stream.push(text.slice(at, at + 50));
  stream.end();
}

/** Masks of a key, which servers tell by its ends, are looked for as well. */
function redactedOfOne(text: string): string {
  rememberKey('a1b2-c3d4-e5f6-a7b8');
  return redacted(text + '.'.repeat(3)) + redacted(text.replaceAll(' ', '**'));
}

/** Long keys are looked for with their signs parted as well. */
function redactedOfLong(text: string): string {
  const forms = new KeyForms('a1b2c3d4e5f6a7b8c9d0');
  return forms.redacted(`${text} a 1 b 2 c 3 d 4 e 5 f 6 a 7 b 8 c 9 d 0 ${text}`, '‹key›');
}

function split(text: string): string {
  const splitter = new ThinkTagSplitter();
  return splitter.push(text).answer + splitter.end().answer;
}

const endpoint = { model: 'm', baseUrl: 'http://a/v1', apiKey: 'sk-of-nobody', apiKeyName: 'A_KEY' };

/** What a server of any kind may answer instead of an answer. */
function failureWith(text: string): ServerFailure {
  return new ServerFailure(400, { error: { message: text, code: text, param: text } });
}

/** What is refused is refused in good time too. */
function refusedOr(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

function splitInPieces(text: string, size: number): string {
  const splitter = new ThinkTagSplitter();
  let answer = '';
  for (let at = 0; at < text.length; at += size) answer += splitter.push(text.slice(at, at + size)).answer;
  return answer + splitter.end().answer;
}
