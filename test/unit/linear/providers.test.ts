import { describe, expect, it } from 'vitest';
import { serverSentence } from '../../../src/providers/apiKeys';
import { parseBaseUrl, withoutSlashes } from '../../../src/providers/address';
import { readRequest } from '../../../src/providers/builtin/calculatorRequest';
import { subjectOf, termsOf } from '../../../src/providers/builtin/terms';
import { looksLikeKey, withoutKeys } from '../../../src/providers/keyShape';
import { parseParameterSize, sizeInName } from '../../../src/providers/modelSize';
import { ollamaBaseUrl } from '../../../src/providers/ollama/address';
import { isCloudName } from '../../../src/providers/ollama/discover';
import { retryAfterMs } from '../../../src/providers/retryAfter';
import { pieces } from '../../../src/providers/simulated/pieces';
import { ThinkTagSplitter } from '../../../src/providers/thinkTags';
import { complaints, type Reader } from './measure';

const readers: readonly (readonly [name: string, read: Reader])[] = [
  ['ThinkTagSplitter', split],
  ['serverSentence', (text) => serverSentence(text, text.slice(0, 12))],
  ['withoutKeys', withoutKeys],
  ['looksLikeKey', looksLikeKey],
  ['parseParameterSize', parseParameterSize],
  ['sizeInName', sizeInName],
  ['isCloudName', isCloudName],
  ['retryAfterMs', (text) => retryAfterMs(text)],
  ['parseBaseUrl', (text) => parseBaseUrl(`http://a/${text}`)],
  ['ollamaBaseUrl', ollamaBaseUrl],
  ['withoutSlashes', withoutSlashes],
  ['readRequest', readRequest],
  ['termsOf', termsOf],
  ['subjectOf', subjectOf],
  ['pieces', pieces],
];

describe('providers read hostile text in linear time', () => {
  it.each(readers)('%s', (_, read) => expect(complaints(read)).toEqual([]));
});

function split(text: string): string {
  const splitter = new ThinkTagSplitter();
  return splitter.push(text).answer + splitter.end().answer;
}
