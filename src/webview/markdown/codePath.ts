/** Which file a block of code is meant for, where its author says so. */

/** A path without blanks: with folders, or a bare name with an ending. */
const path = String.raw`(?:[\w@.+~()[\]-]+/)*[\w@.+~()[\]-]*\.\w{1,12}`;
const folders = String.raw`(?:[\w@.+~()[\]-]+/)+[\w@.+~()[\]-]+`;
/** Endings that make a bare name in a comment a file: `os.path` is none. */
const endings =
  'c|cc|cfg|conf|cpp|cs|css|env|go|h|hpp|htm|html|ini|java|js|json|jsonc|jsx|kt|lua|md|mjs|mts|php|ps1|py|rb|rs|scss|sh|sql|svelte|swift|toml|ts|tsx|txt|vue|xml|yaml|yml';

const named = /(?:^|[\s{])(?:title|file|filename|path)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s}]+))/i;
const afterLanguage = new RegExp(String.raw`^[\w+#.-]*?[\s:]+(${path}|${folders})\s*$`);
const alone = new RegExp(`^(${folders}|${path})$`);
/** Files that are known by a name without an ending. */
const names =
  'codeowners|containerfile|dockerfile|gemfile|jenkinsfile|justfile|makefile|procfile|rakefile|vagrantfile';
/** Without an ending or a known name, folders in a comment may be any words: `client/server`, `TCP/IP`. */
const inComment = String.raw`(?:[\w@.+~()[\]-]+/)+[\w@.+~()[\]-]*\.[a-z]\w{0,11}|(?:[\w@.+~()[\]-]+/)*(?:${names})|[\w@.+-]+\.(?:${endings})`;
const comment = new RegExp(
  String.raw`^\s*(?://|#|--|;|%|<!--|/\*+)\s*(?:file(?:name)?:\s*)?(?:\./)?(${inComment})\s*(?:(?:-->|\*/)\s*)?$`,
  'i',
);

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

/** The file that a diff changes; the first, where there are several. */
function diffPath(info: string, code: string): string | undefined {
  if (!/^(?:u?diff|patch)\b/i.test(info)) return undefined;
  const lines = code.slice(0, 20 * longest).split('\n');
  const named = lines.flatMap((line) => {
    const [, side, prefix, name] = /^(---|\+\+\+) (?:([ab])\/)?([^\t\r]{1,300})/.exec(line) ?? [];
    return name === undefined || name.trim() === '/dev/null' ? [] : [{ side, prefix, name: name.trim() }];
  });
  return (named.find(({ side }) => side === '+++') ?? named[0])?.name;
}

/** By the info string of the fence (`ts src/a.ts`, `ts title="src/a.ts"`), else by a comment on the first line, or by a diff. */
export function codePath(info: string, code: string): string | undefined {
  if (info.length > longest) return undefined;
  const given = named.exec(info);
  const found =
    given?.[1] ?? given?.[2] ?? given?.[3] ?? afterLanguage.exec(info)?.[1] ?? alone.exec(info)?.[1];
  const first = code.slice(0, longest).split('\n', 1)[0] ?? '';
  return (found ?? comment.exec(first)?.[1] ?? diffPath(info, code))?.replace(/^\.\//, '');
}
