/**
 * What the code of a question states: tests that are to pass, and statements with a comment behind or below them that
 * says what they give. What functions and classes hold inside is no example.
 */
import { blocksOf } from './blocks';
import { isTests } from './codeBlock';
import { callsThatGive, thrownAfter } from './inline';
import { guessedLanguage, taggedLanguage } from './languages';
import { readLiteral, wholeLiteral, writeLiteral } from './literals';
import { demanded } from './observed';
import { balancedEnd, outsideStrings } from './sourceText';
import type { Expected, Stated } from './stated';
import { isUsed, neededBy, statedBy, stepOf, type BoundStatement } from './steps';
import { testExamples } from './testExamples';

type Family = 'python' | 'javascript';

/** Statements of one block that are read. */
const mostStatements = 200;

/** @param isReport whether the question reports a fault: what a comment says is then what happens */
export function codeExamples(question: string, isReport: boolean): Stated[] {
  return blocksOf(question).blocks.flatMap(({ tag, text, path }) => {
    if (/^[ \t]*>>> /m.test(text)) return [];
    const language = (taggedLanguage(tag) ?? guessedLanguage(text))?.language;
    const family =
      language === 'python'
        ? 'python'
        : /^(?:type|java)script$|^[jt]sx$/.test(language ?? '')
          ? 'javascript'
          : undefined;
    if (tag !== '' && !family) return [];
    if (isTests({ path, text })) return testExamples(text, family ?? 'javascript');
    return inStatements(text, family ?? 'javascript', isReport);
  });
}

/** A statement at the top of a block, and the comment that is behind it or on the lines below. */
interface Statement {
  readonly source: string;
  readonly comment: string;
  /** What opens a block, or lies in one. */
  readonly isOther: boolean;
}

function inStatements(text: string, family: Family, isReport: boolean): Stated[] {
  const found: Stated[] = [];
  let steps: BoundStatement[] = [];
  for (const { source, comment, isOther } of withShown(statementsOf(text, family))) {
    const step = isOther ? undefined : stepOf(source);
    if (!step) continue;
    const value = { source: shownBy(step.source) };
    const expected =
      step.binds === undefined || comment !== '' ? expectedIn(comment, source, isReport) : undefined;
    const needed = [...neededBy(value.source, steps), value];
    if (expected) {
      const [alone] = needed.length === 1 ? callsThatGive(`${value.source} == 0`) : [];
      const stated = alone?.kind === 'call' ? { ...alone, expected } : statedBy(needed, expected, family);
      if (stated) found.push(stated);
    }
    if (step.binds !== undefined)
      steps = steps.filter(
        ({ binds }) => binds === undefined || binds !== step.binds || isUsed(binds, step.source),
      );
    // What throws ends nothing that stands below it.
    if (!(expected && 'threw' in expected)) steps.push(step.binds === undefined ? value : step);
  }
  return found;
}

/** A value on the line below a call, as an interpreter shows it, is what the call gives. */
function withShown(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement, at) => {
    const next = statements[at + 1];
    const isShown = (one: Statement | undefined) =>
      one !== undefined && !one.isOther && one.comment === '' && wholeLiteral(one.source) !== undefined;
    if (isShown(statement)) return [];
    const isCall = !statement.isOther && statement.comment === '' && statement.source.endsWith(')');
    return [isCall && isShown(next) ? { ...statement, comment: next!.source } : statement];
  });
}

/** What a statement shows: `console.log(x)` and `print(x)` show x. */
function shownBy(source: string): string {
  const open = /^(?:console\.(?:log|info)|print)(?=\()/.exec(source)?.[0].length;
  if (open === undefined || balancedEnd(source, open) !== source.length) return source;
  return source.slice(open + 1, -1).trim();
}

/** What the comment says of its statement. */
function expectedIn(comment: string, before: string, isReport: boolean): Expected | undefined {
  const thrown = thrownAfter(comment);
  if (thrown) return thrown;
  const lead =
    /^\s*(?:(?:=>|->|→|⇒|===?|=)|(?:(?:should|must|will|would)\s{1,3})?(?:returns?|gives?|prints?|outputs?|logs?|yields?|equals?|be|expected|result)(?:\s{1,3}(?:output|result|to be|is))?)?\s*[:=]?\s*/i.exec(
      comment,
    )![0];
  const read = readLiteral(comment, lead.length);
  if (
    !read ||
    !/^\s*(?:$|[,;.(—–-]|because|since|as\b|but\b|instead|not\b|should|expected)/i.test(
      comment.slice(read.end),
    )
  )
    return undefined;
  const own = demanded(comment, read, `${before} ${lead}`, isReport);
  if (!own) return undefined;
  const text =
    own === read ? comment.slice(lead.length, read.end).trim() : writeLiteral(own.literal, 'python');
  return { literal: own.literal, text };
}

/** The statements of a block, each with its comment; a literal in a comment may go on over several lines. */
function statementsOf(text: string, family: Family): Statement[] {
  const mark = family === 'python' ? '#' : '//';
  const lines = text.split(/\r?\n/);
  const found: Statement[] = [];
  for (let at = 0; at < lines.length && found.length < mostStatements; at++) {
    const line = lines[at]!;
    if (line.trim() === '' || line.trim().startsWith(mark)) continue;
    let [source, comment] = parted(line, mark);
    const isOther = /^\s/.test(line) || isOpening(source);
    while (!isOther && !isWhole(source) && at + 1 < lines.length && source.length < 4000) {
      const [more, said] = parted(lines[(at += 1)]!, mark);
      source += `\n${more}`;
      comment = said;
    }
    const below: string[] = [];
    while (lines[at + 1]?.trim().startsWith(mark) && below.length < 12) {
      below.push(lines[(at += 1)]!.trim().slice(mark.length).trim());
    }
    found.push({ source: source.trim().replace(/;$/, ''), comment: commentOf(comment, below), isOther });
  }
  return found;
}

function isOpening(source: string): boolean {
  const text = source.trim();
  if (text.endsWith(')')) return false;
  return /^(?:export|function|async function|def|async def|class|interface|type|import|from|if|for|while|try|@)\b|[^=]\{$|^\}/.test(
    text,
  );
}

function isWhole(source: string): boolean {
  const open = source.search(/[([{]/);
  return open < 0 || balancedEnd(source, open) !== undefined;
}

/** The comment behind a statement, else the first ones below it that are a value together. */
function commentOf(behind: string, below: readonly string[]): string {
  if (behind.trim() === '') {
    for (let count = 1; count <= below.length; count++) {
      const text = below.slice(0, count).join(' ');
      const start = text.search(/["'[{(\d-]|\b(?:true|false|null|None|True|False|undefined)\b|throws|raises/);
      if (start >= 0 && start < 24 && (wholeLiteral(text.slice(start)) || thrownAfter(text))) return text;
    }
    return '';
  }
  for (let count = 0; count <= below.length; count++) {
    const text = [behind, ...below.slice(0, count)].join(' ').trim();
    const start = text.search(/["'[{(]/);
    if (start < 0 || start > 12 || readLiteral(text, start)) return text;
  }
  return behind.trim();
}

/** A line without its comment, and the comment. */
function parted(line: string, mark: string): [string, string] {
  for (const [at] of outsideStrings(line)) {
    if (line.startsWith(mark, at) && (mark === '#' || line[at - 1] !== ':'))
      return [line.slice(0, at), line.slice(at + mark.length)];
  }
  return [line, ''];
}
