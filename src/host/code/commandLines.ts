/** The commands in a block of code, one line each, as they can be put at a terminal's prompt. */
import { t } from '@vscode/l10n';
import { hidesSomething } from '../../der/text/unseen';

/** Languages whose blocks show what was typed beside what came back. */
const transcripts = /^(console|shell-?session|terminal)$/i;
const prompt = /^(?:[\w.@:~/-]*[$%❯]|PS [^>]*>|[A-Z]:[^>]*>|>)\s+/;
/** Also stands before single commands. */
const dollar = /^\$\s+/;
const comment = /^\s*(?:#|REM\b|::)/i;
/** Shells in which a backslash at the end of a line is a folder's. */
const otherShells = /^(bat|batch|cmd|dos|powershell|pwsh|ps1?)$/i;
/** A drive's root (`C:\`) does not go on with the next line, whatever the shell. */
const goesOn = /([ \t]?)(?<!:)\\\r?\n([ \t]*)/g;

/**
 * Lines that go on with the next one (`\`) are joined, since a line that ends would run at once.
 * @throws Error when a command holds signs that cannot be seen: a terminal might act on them.
 */
export function commandLines(code: string, language: string): string[] {
  const lines = (otherShells.test(language) ? code : joined(code)).split(/\r?\n/);
  const typed = transcripts.test(language) ? lines.filter((line) => prompt.test(line)) : [];
  const commands = typed.length > 0 ? typed : lines;
  const found = commands
    .map((line) =>
      line
        .replace(typed.length > 0 ? prompt : dollar, '')
        .replaceAll('\t', ' ')
        .trim(),
    )
    .filter((line) => line !== '' && !comment.test(line));
  if (found.some(hidesSomething)) {
    throw new Error(
      t(
        'A command in this code holds signs that cannot be seen, and a terminal might act on them. Copy the code into an editor and look at it first.',
      ),
    );
  }
  return found;
}

/** Blanks around the end of a line part words, as they do in a shell; one of them is kept. */
function joined(code: string): string {
  return code.replace(goesOn, (_, before: string, after: string) => before || (after && ' '));
}
