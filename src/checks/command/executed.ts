/**
 * Files that a person's own check executes: an answer that changes one of them would decide for itself whether it
 * passes.
 */
import { isAbsolute, posix } from 'node:path';

/** What is in the folder that the command runs in. Paths are from there, with slashes. */
export interface Folder {
  /** Of its package.json; empty where there is none. */
  readonly scripts: Readonly<Record<string, string>>;
  hasFile(path: string): boolean;
}

/** Why a change of this file decides about the command itself; undefined where it does not. */
export function executedBy(command: string, path: string, folder: Folder): string | undefined {
  const name = posix.basename(path);
  const named = namedIn(commandsOf(command, folder.scripts), folder);
  if (named.some((file) => file === path || isBeside(file, path)))
    return `It changes ${path}, which your check runs.`;
  if (settings.test(name)) return `It changes ${path}, which says what your check does.`;
  if (folder.hasFile(path) && isTest(path)) return `It changes ${path}, which your check may run as a test.`;
  return undefined;
}

/** Settings of tools that test, build and lint: many are programs, all say what counts. */
const settings =
  /^(?:package\.json|makefile|gnumakefile|justfile|rakefile|taskfile\.ya?ml|gruntfile\.\w+|gulpfile\.\w+|dockerfile|noxfile\.py|tox\.ini|pytest\.ini|pyproject\.toml|cargo\.toml|go\.mod|build\.gradle(?:\.kts)?|pom\.xml|cmakelists\.txt|deno\.jsonc?|(?:ts|js)config[\w.-]{0,60}\.json|\.[a-z-]{1,30}rc(?:\.\w{1,6})?|[\w.-]{1,60}\.(?:config|setup|workspace)\.\w{1,6})$/i;

function isTest(path: string): boolean {
  return (
    /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|__snapshots__|e2e)\//i.test(path) ||
    /(?:[._-](?:test|spec)s?\.\w{1,6}|(?:^|\/)test_[^/]*\.py|\.snap)$/i.test(path)
  );
}

/** A file that is run most likely runs what lies beside it, unless that is the whole folder. */
function isBeside(file: string, path: string): boolean {
  const folder = posix.dirname(file);
  return folder !== '.' && path.startsWith(`${folder}/`);
}

/** Behind these stand names of scripts. */
const runner = /^(?:npm|pnpm|yarn|bun|npm-run-all2?|run-s|run-p|--run)$/;

/** So many words behind such a program may be names of scripts. */
const mostWords = 30;

/** The command, and the scripts that it runs by their names. */
function commandsOf(command: string, scripts: Folder['scripts']): string[] {
  const commands = [command];
  const known = new Set<string>();
  for (const one of commands) {
    const words = wordsOf(one);
    for (const [at, word] of words.entries()) {
      if (!runner.test(word)) continue;
      const next = words
        .slice(at + 1, at + mostWords)
        .map((name) => (/^(?:t|tst)$/.test(name) ? 'test' : name));
      for (const name of next.flatMap((script) => [`pre${script}`, script, `post${script}`])) {
        if (known.has(name) || !Object.hasOwn(scripts, name)) continue;
        known.add(name);
        commands.push(scripts[name]!);
      }
    }
  }
  return commands;
}

/** Files of the folder that commands name. */
function namedIn(commands: readonly string[], folder: Folder): string[] {
  const words = commands.flatMap(wordsOf).flatMap((word) => [word, word.slice(word.indexOf('=') + 1)]);
  return words
    .filter((word) => word !== '' && !isAbsolute(word))
    .map((word) => posix.normalize(word.replaceAll('\\', '/')))
    .filter((word) => !word.startsWith('..') && folder.hasFile(word));
}

function wordsOf(command: string): string[] {
  return command
    .slice(0, 10_000)
    .split(/[\s;&|()<>"'`]+/)
    .filter((word) => word !== '');
}
