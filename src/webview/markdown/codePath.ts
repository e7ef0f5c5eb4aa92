/** Which file a block of code is meant for, where its author says so. */
import { endings, knownNames, namedByComment, pathIn } from '../../fileComment';

/** A path without blanks: with folders, or a bare name with an ending. */
const path = String.raw`(?:[\w@.+~()[\]-]+/)*[\w@.+~()[\]-]*\.\w{1,12}`;
const folders = String.raw`(?:[\w@.+~()[\]-]+/)+[\w@.+~()[\]-]+`;

const named = /(?:^|[\s{,])"?(?:title|file|filename|path)"?\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s}]+))/i;
const afterLanguage = new RegExp(String.raw`^[\w+#.-]*?[\s:]+(${path}|${folders})\s*$`);
const alone = new RegExp(`^(${folders}|${path})$`);
/** Longer lines name no file; a hostile one must not take long to read. */
const longest = 300;

/** A file in running text: with folders, or a bare name with a line. */
const inText = new RegExp(
  String.raw`^(?:(?:[\w@.+~-]+/)+[\w@.+~-]*\.\w{1,12}|[\w@.+-]+\.(?:${endings})(?=:\d))(?::\d+(?:[-–:]\d+)*)?$`,
);

/** Whether inline code is the path of a file, as in `src/a.ts` or `a.ts:12`. */
export function isFilePath(code: string): boolean {
  return code.length <= longest && inText.test(code);
}

/** Stands in a diff where a file has no name. */
const noName = /^(?:\/dev\/null|original|modified|old|new|before|after|current|updated)$/i;

/** The file that a diff changes; the first, where there are several. */
function diffPath(info: string, code: string): string | undefined {
  if (!/^(?:u?diff|patch)\b/i.test(info)) return undefined;
  const lines = code.slice(0, 20 * longest).split('\n');
  const named = lines.flatMap((line) => {
    const [, side, prefix, name] = /^(---|\+\+\+) (?:([ab])\/)?([^\t\r]{1,300})/.exec(line) ?? [];
    return name === undefined || noName.test(name.trim()) ? [] : [{ side, prefix, name: name.trim() }];
  });
  return (named.find(({ side }) => side === '+++') ?? named[0])?.name;
}

/** A word of a line above a block that is the path of a file. */
const inLead = new RegExp(
  String.raw`^(?:\./)?((?:[\w@.+~()[\]-]+/)+[\w@.+~()[\]-]*\.[a-z]\w{0,11}|(?:[\w@.+~()[\]-]+/)*(?:${knownNames})|[\w@.+-]+\.(?:${endings}))$`,
  'i',
);
/** What comes before the file that is meant: `in src/a.ts`, not `tests for src/a.ts`. */
const leadsTo =
  /^(?:in|into|to|inside|at|as|file|filename|path|update|updated|create|add|edit|open|change|modify|replace|rewrite|new|the|and|then|before|after|old|datei|neue|ändere|erstelle|ergänze|nach|zu)$/i;

/** The file that the line above a block says that it is for: `**src/a.ts**`, "In `src/a.ts`:". */
function leadPath(lead: string): string | undefined {
  if (lead.length > longest) return undefined;
  const spaced = /`([^`]{1,200} [^`]{1,200})`/.exec(lead)?.[1];
  const path = spaced === undefined ? undefined : pathIn(spaced);
  if (path !== undefined && lead.split('`').length === 3) return path;
  const words = lead
    .replace(/<\/?\w{1,20}>/g, ' ')
    .replace(/\]\([^()\s]{1,300}\)/g, ' ')
    .split(/\s+/)
    .map(bare)
    .filter((word) => /\w/.test(word));
  const paths = words.flatMap((word, at) => {
    const path = inLead.exec(word.replaceAll('\\', '/'))?.[1];
    return path === undefined ? [] : [{ path, before: words[at - 1] }];
  });
  const [only] = paths;
  if (!only || paths.length > 1) return undefined;
  const announces = words.length <= 4 || /:[\s*_`]*$/.test(lead);
  const isMeant = only.before === undefined || leadsTo.test(only.before) || /^\d+$/.test(only.before);
  return announces && isMeant ? only.path : undefined;
}

/** `Before:`, `Old code:`, "It was like this in `a.ts`:", "Do not change `a.ts`:". */
const old =
  /^\W{0,9}(?:[\w\\-]{0,99}[./][\w./\\-]{1,200}\W{1,9})?(?:before|old|original|previous|current|existing|vorher|bisher)(?:\W{0,9}$|\W{1,9}(?:the )?(?:code|version|implementation|file|method|function|class|change|it was|state)\b|\W{1,9}(?:in\W{1,9})?[\w./\\-]{1,200}\W{0,9}$)|\b(?:was|were|looked) (?:like this|as follows)\b|\b(?:do not|don't|never) (?:change|edit|touch)\b/i;

/** Whether the line above a block says that its code is what the file has, and not what it should have. */
export function isOld(lead: string): boolean {
  return lead.length <= longest && old.test(lead);
}

/** Whether the line above a block says that it takes the place of the one before. */
export function isNew(lead: string): boolean {
  return /^\W{0,9}(?:after|new|now|with|becomes|updated|nachher|neu|danach)\b/i.test(lead);
}

/** A word without the marks of Markdown and of sentences around it. */
function bare(word: string): string {
  let end = word.length;
  while (end > 0 && '*_`"\')],:;.'.includes(word[end - 1]!)) end--;
  return word.slice(0, end).replace(/^[*_`"'([]+/, '');
}

/** Commands, and what a program printed, go into no file that a line above them names. */
const noFile =
  /^(?:sh|bash|shell|zsh|console|terminal|powershell|pwsh|ps1|cmd|bat|text|txt|plaintext|output|log)$/i;

/**
 * By the info string of the fence (`ts src/a.ts`, `ts title="src/a.ts"`), else by a comment on the first line, by a
 * diff, or by the line above the fence.
 */
export function codePath(info: string, code: string, lead = ''): string | undefined {
  if (info.length > longest) return undefined;
  const given = named.exec(info);
  const found =
    given?.[1] ??
    given?.[2] ??
    given?.[3] ??
    byWords(info) ??
    afterLanguage.exec(info)?.[1] ??
    alone.exec(info)?.[1];
  const inside = found ?? namedByComment(firstLine(code)) ?? diffPath(info, code);
  const above = inside === undefined ? leadPath(lead) : undefined;
  const fits = above !== undefined && (!noFile.test(languageOf(info)) || isOf(languageOf(info), above));
  return (inside ?? (fits ? above : undefined))?.replace(/^\.\//, '');
}

/** `[src/a.ts]`, `(src/a.ts)`, `src/a.ts:22`, `src/a.ts#L22`, `12:20:src/a.ts`; undefined for several. */
function byWords(info: string): string | undefined {
  const paths = info.split(/\s+/).flatMap((word, at) => {
    const said = word
      .replace(/^\d{1,9}:\d{1,9}:/, '')
      .replace(/^[([`"']|[)\]`"']$/g, '')
      .replace(/(?:#L|:)\d[\dL-]{0,20}$/, '');
    const isPath = at > 0 || said !== word || word.includes('/') || word.includes('\\');
    return (isPath ? pathIn(said) : undefined) ?? [];
  });
  return paths.length === 1 ? paths[0] : undefined;
}

/** The first line that says something, behind what tells how the file is run. */
function firstLine(code: string): string {
  const [first = '', second = ''] = code
    .slice(0, 2 * longest)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return /^(?:#!|<\?php\s*$)/.test(first) ? second : first;
}

/** A script for the shell may be a file of its own, and a text one of text. */
function isOf(language: string, path: string): boolean {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return ending === language || /^(?:sh|bash|zsh|ps1|bat|cmd|txt|log)$/.test(ending);
}

/** The first word of a fence's info string: "ts" of `ts title="a.ts"`, and of `ts:src/a.ts`. */
export function languageOf(info: string): string {
  return /^[^\s:{]*/.exec(info)?.[0] ?? '';
}
