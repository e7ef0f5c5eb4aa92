import { describe, expect, it } from 'vitest';
import {
  columns,
  fitted,
  LineWrapper,
  printable,
  printableJson,
  wrapped,
} from '../../../src/cli/terminal/textLayout';
import { StyledText } from '../../../src/cli/terminal/styledText';
import { pageHtml } from '../../../src/cli/comparison/ratingPageHtml';
import { parseRatings } from '../../../src/der/comparison/ratings';
import { matchOf } from '../../../src/host/attachments/match';
import { partAround } from '../../../src/host/attachments/partAround';
import { commandLines } from '../../../src/host/code/commandLines';
import { withElided } from '../../../src/host/code/elidedLines';
import { parseSearchReplace } from '../../../src/host/code/searchReplace';
import { parseUnifiedDiff } from '../../../src/host/code/unifiedDiff';
import { programsSeen } from '../../../src/checks/programsSeen';
import { withoutSecretFiles } from '../../../src/host/attachments/secretDiff';
import { asFile, asPart } from '../../../src/host/code/fitCode';
import { parseLog, titleOf } from '../../../src/host/conversations/log';
import { parseExport } from '../../../src/host/conversations/importing';
import { tellingLines } from '../../../src/host/conversations/summary';
import { withoutSecrets } from '../../../src/host/diagnose/secrets';
import { messageIn } from '../../../src/host/tasks/messageIn';
import { shownOutput } from '../../../src/host/tasks/output';
import { writtenTask } from '../../../src/host/tasks/tasks';
import { escapeCommandLinks } from '../../../src/host/window/escapeCommandLinks';
import { isQuick, partsOf } from '../../../src/webview/markdown/codeParts';
import { specifiersIn, testedName } from '../../../src/host/tasks/testedNames';
import { codePath, isFilePath, isOld, languageOf } from '../../../src/webview/markdown/codePath';
import { MarkdownStream } from '../../../src/webview/markdown/markdownStream';
import { harmlessLink, markdown } from '../../../src/webview/markdown/renderer';
import { wordDiff } from '../../../src/webview/chain/wordDiff';
import { complaints, patiently, type Reader } from './measure';

type Named = readonly [name: string, read: Reader];

const terminal: readonly Named[] = [
  ['printable', printable],
  ['printableJson', printableJson],
  ['columns', columns],
  ['fitted', (text) => fitted(text, 80)],
  ['wrapped', (text) => wrapped(text, 80, '  ')],
  ['LineWrapper, in pieces', (text) => streamed(text, 50)],
  ['StyledText.verbatim', (text) => new StyledText({ width: 80, color: true }).verbatim(text)],
  ['StyledText.heading', (text) => new StyledText({ width: 80, color: true }).heading(text)],
];

const compared = (text: string) => ({
  experiment: 'e',
  items: [{ id: 'i', question: text, answers: ['', ''] as const }],
});
const rated = (rater: string) => JSON.stringify({ format: 'der-ratings', version: 1, rater, ratings: [] });

const comparison: readonly Named[] = [
  ['pageHtml', (text) => pageHtml(compared(text), '', '')],
  ['parseRatings', (text) => attempted(() => parseRatings(text, 'a.json', 'e'))],
  ['parseRatings of a rater', (text) => attempted(() => parseRatings(rated(text), 'a.json', 'e'))],
];

const host: readonly Named[] = [
  ['commandLines', (text) => attempted(() => commandLines(text, 'console'))],
  ['asFile', (text) => asFile(text, text, 'src/a.ts')],
  ['asPart', (text) => asPart(text, text, '  ', '\n')],
  ['parseUnifiedDiff', (text) => attempted(() => parseUnifiedDiff(text))],
  ['parseSearchReplace', (text) => attempted(() => parseSearchReplace(text.split('\n')))],
  ['programsSeen', (text) => programsSeen(() => {})(text)],
  ['withElided', (text) => withElided(text.split('\n'), ['// …', ...text.split('\n').slice(3), '// …'])],
  ['withoutSecretFiles', (text) => withoutSecretFiles(`diff --git a/a b/a\n${text}`, () => false)],
  ['titleOf', titleOf],
  ['parseExport', (text) => attempted(() => parseExport(text))],
  ['tellingLines', (text) => tellingLines(Buffer.from(text))],
  ['tellingLines of one line', (text) => tellingLines(Buffer.from(text.replaceAll('\n', '"title"')))],
  ['withoutSecrets', (text) => withoutSecrets(text, [text.slice(0, 8)], '/home/a')],
  ['escapeCommandLinks', escapeCommandLinks],
  ['matchOf', (text) => matchOf(text, 'abc')],
  ['partAround', (text) => partAround(text, 7, 200)],
  ['messageIn', messageIn],
  ['shownOutput', shownOutput],
  ['writtenTask', (text) => writtenTask(`/fix ${text}`)],
];

const panel: readonly Named[] = [
  ['specifiersIn', (text) => specifiersIn(text)],
  ['testedName', (text) => testedName(text.slice(0, 300))],
  ['isOld', (text) => isOld(text)],
  ['codePath of an info string', (text) => codePath(text, '')],
  ['codePath of a short info string', (text) => codePath(text.slice(0, 300), '')],
  ['codePath of a first line', (text) => codePath('', text)],
  ['isFilePath', (text) => isFilePath(text) || isFilePath(text.slice(0, 300))],
  ['languageOf', languageOf],
  ['partsOf', (text) => [...partsOf(text)].map(isQuick)],
  ['harmlessLink', (text) => harmlessLink.test(text)],
];

/** A page of this length takes a browser far longer than this to show. */
const renderingBudget = 1000;

const rendering: readonly Named[] = [
  ['wordDiff', (text) => wordDiff(text, `${text.slice(1)}a`)],
  ['markdown', (text) => markdown.render(text)],
  ['MarkdownStream', (text) => new MarkdownStream().update(text, false)],
];

describe('the terminal reads hostile text in linear time', patiently, () => {
  it.each([...terminal, ...comparison])('%s', (_, read) => expect(complaints(read)).toEqual([]));
});

describe('the editor side reads hostile text in linear time', patiently, () => {
  it.each(host)('%s', (_, read) => expect(complaints(read)).toEqual([]));

  // Each line may hold an event, or be torn: both take longer than reading it.
  it('parseLog', () => {
    const log = (text: string) => parseLog(`{"format":"der-conversation","version":1}\n${text}`);
    expect(complaints(log, renderingBudget, 6)).toEqual([]);
  });
});

describe('the panel reads hostile text in linear time', patiently, () => {
  it.each(panel)('%s', (_, read) => expect(complaints(read)).toEqual([]));
  it.each(rendering)('%s', (_, read) => expect(complaints(read, renderingBudget, 24)).toEqual([]));
});

function streamed(text: string, size: number): string {
  const flow = new LineWrapper(80, '│ ');
  let shown = '';
  for (let at = 0; at < text.length; at += size) shown += flow.push(text.slice(at, at + size));
  return shown + flow.end();
}

/** What is refused is refused in good time too. */
function attempted(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
