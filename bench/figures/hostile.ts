/**
 * Hostile answers against every place where text ends up. Counted are escapes: a fence that ended early, a byte that
 * a terminal acts on, markup beside the allowed, a file outside, a cap that did not hold, a key that was told.
 */
import { withAttachments } from '../../src/der/prompt/attachments';
import { transferPrompt } from '../../src/der/prompt/knowledgeTransfer';
import { withTurns } from '../../src/der/prompt/turns';
import { hidesSomething } from '../../src/der/text/unseen';
import { printable, printableJson } from '../../src/cli/terminal/textLayout';
import { StyledText } from '../../src/cli/terminal/styledText';
import { commandLines } from '../../src/host/code/commandLines';
import { dangerOf } from '../../src/host/code/dangerousFile';
import { segmentsOf } from '../../src/host/code/pathSegments';
import { conversationText } from '../../src/host/chat/conversationText';
import { escapeCommandLinks } from '../../src/host/window/escapeCommandLinks';
import { KeylessStream } from '../../src/providers/keylessExpert';
import { KeyForms } from '../../src/providers/keyForms';
import { MarkdownStream, type MarkdownBlock } from '../../src/webview/markdown/markdownStream';
import { hostileAnswers, hostileKey } from './hostileAnswers';
import { spentUnderCap } from './hostileBills';

const places = ['fence', 'terminal', 'panel', 'chat', 'cap', 'keys', 'apply'] as const;
type Place = (typeof places)[number];

export interface Hostile {
  readonly answers: number;
  readonly escapes: Readonly<Record<Place, number>>;
  /** The first answers that got out, and where. */
  readonly examples: readonly string[];
}

/** @param count answers; the corpus has 300 and more. @param seed same seed, same answers. */
export async function run(count: number, seed: number): Promise<Hostile> {
  const escapes = Object.fromEntries(places.map((place) => [place, 0])) as Record<Place, number>;
  const examples: string[] = [];
  const answers = hostileAnswers(count, seed);
  for (const [at, answer] of answers.entries()) {
    const out: Place[] = [
      ...(leavesFence(answer) ? ['fence' as const] : []),
      ...(movesCursor(answer) ? ['terminal' as const] : []),
      ...(breaksPage(answer) ? ['panel' as const] : []),
      ...(passesForPerson(answer) ? ['chat' as const] : []),
      ...((await spentUnderCap(answer, at)) ? ['cap' as const] : []),
      ...(tellsKey(answer) ? ['keys' as const] : []),
      ...(leavesFolder(answer) ? ['apply' as const] : []),
    ];
    for (const place of out) {
      escapes[place] += 1;
      if (examples.length < mostExamples) examples.push(`${place}: ${JSON.stringify(answer.slice(0, 200))}`);
    }
  }
  return { answers: answers.length, escapes, examples };
}

/** Another expert is shown the answer between two lines that it cannot hold. */
function leavesFence(answer: string): boolean {
  const lines = transferPrompt('Why?', answer).messages[0]!.content.split('\n');
  const fence = lines[4]!;
  const turned = withTurns('Why?', [{ question: answer, answer, fromWorkspace: false }]).split('\n');
  const attached = withAttachments('Why?', [
    { kind: 'file', label: answer, language: answer, text: answer, tokens: 1 },
  ]);
  const opening = attached.split('\n')[3]!;
  return (
    lines.filter((line) => line.trim() === fence).length !== 2 ||
    turned.filter((line) => line.trim() === turned[2]).length !== 2 ||
    !/^`{3,}$/.test(opening.replace(/[\w+#.-]+$/, '')) ||
    answer.includes(opening)
  );
}

/** Nothing but line feeds acts on a terminal, and JSON reads as the same. */
function movesCursor(answer: string): boolean {
  const styled = new StyledText({ width: 80, color: false });
  const pages = [styled.verbatim(answer), styled.note(answer), styled.heading(answer), printable(answer)];
  const json = printableJson({ answer });
  const acts =
    /[^\P{Cc}\n]|[\u2028\u2029\ufff9-\ufffb]|(?![\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f])\p{DI}/u;
  return (
    pages.some((page) => acts.test(page)) ||
    acts.test(json) ||
    (JSON.parse(json) as { answer: string }).answer !== answer
  );
}

const tags = /^(?:a|p|br|strong|em|s|code|pre|ul|ol|li|blockquote|h[1-6]|hr|table|thead|tbody|tr|th|td)$/;
const attributes =
  /^(?:\s+(?:href="(?:https?:[^"]*|[^":]*|[^":]*(?:[/?#][^"]*|:\d[^":]*))"|title="[^"]*"|start="\d+"|class="align-\w+"))*\s*$/i;

/** The panel's own elements alone, links that go nowhere but to pages and files. */
function breaksPage(answer: string): boolean {
  const blocks: MarkdownBlock[] = [];
  const stream = new MarkdownStream();
  blocks.push(...stream.update(answer.slice(0, Math.ceil(answer.length / 2)), false).tail);
  const whole = stream.update(answer, true);
  blocks.push(...whole.settled, ...whole.tail);
  return blocks.some((block) => {
    if (block.kind !== 'html') return false;
    const found = [...block.html.matchAll(/<\/?([a-zA-Z!?][\w-]*)([^>]*)>/g)];
    return found.some(([, name, rest]) => !tags.test(name!) || !attributes.test(rest!));
  });
}

/** An earlier answer in the chat is no question of the person, and no notification offers a command. */
function passesForPerson(answer: string): boolean {
  const asked = conversationText([
    { role: 'user', text: 'Why?' },
    { role: 'assistant', text: answer },
    { role: 'user', text: 'And then?' },
  ]);
  const spoken = asked
    .split(/[\n\r\v\f\x85\u2028\u2029]/)
    .filter((line) => /^(?:Person|Assistant|The question now):/.test(line));
  // Turns that are too long are left out whole, with all before them; nobody may have spoken more often.
  const most = answer.trim() === '' ? 2 : 3;
  return spoken.length > most || escapeCommandLinks(answer).includes('](');
}

/** However the answer is cut into pieces. */
function tellsKey(answer: string): boolean {
  const forms = new KeyForms(hostileKey);
  for (const size of [1, 7, 64]) {
    const stream = new KeylessStream([forms]);
    let told = '';
    for (let at = 0; at < answer.length; at += size) told += stream.push(answer.slice(at, at + size));
    told += stream.end();
    const secret = hostileKey.slice(8, 18);
    const encoded = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
    const whole = [Buffer.from(hostileKey).toString('hex'), Buffer.from(hostileKey).toString('base64')];
    if ([...encoded, ...whole].some((form) => told.includes(form))) return true;
  }
  return false;
}

const mostExamples = 20;

const runsByItself = /(^|[/\\])(\.git|\.vscode|\.github|\.husky|\.envrc)($|[/\\.:])|git~\d/i;

/** Every file that it names lies in the folder, what runs by itself is named so, and no command hides anything. */
function leavesFolder(answer: string): boolean {
  const blocks = new MarkdownStream().update(answer, true).settled;
  return blocks.some((block) => {
    if (block.kind !== 'code') return false;
    const segments = block.path === undefined ? undefined : segmentsOf(block.path);
    const path = segments?.join('/');
    const outside = path !== undefined && (/(^|\/)\.\.(\/|$)|^[/\\]|:/.test(path) || hidesSomething(path));
    const unnamed = path !== undefined && runsByItself.test(path) && dangerOf(path) === undefined;
    return outside || unnamed || commandsOf(block.code, block.language).some(hidesSomething);
  });
}

function commandsOf(code: string, language: string): string[] {
  try {
    return commandLines(code, language);
  } catch {
    // Refused, as it should be.
    return [];
  }
}
