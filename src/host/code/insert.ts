/** Puts code of an answer at the cursor. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { codeBlocks, type Block } from './answerCode';
import { languageId } from './languages';
import { isUnifiedDiff } from './unifiedDiff';

/** Documents that are written in words: an answer may stand in them as it is. */
const prose = new Set([
  'markdown',
  'plaintext',
  'latex',
  'restructuredtext',
  'asciidoc',
  'scminput',
  'git-commit',
]);

/** In place of what is selected in the active editor. */
async function insertAtCursor(text: string): Promise<void> {
  const editor = activeEditor();
  if (!(await editor.edit((edit) => edit.replace(editor.selection, text))))
    throw new Error(t('The text could not be inserted. Look whether the file is read-only.'));
}

/** A block of code; the lines of a diff are none. */
export async function insertCode({ code, language }: Block): Promise<void> {
  const { languageId: into } = activeEditor().document;
  if (isUnifiedDiff(language, code) && !prose.has(into) && into !== 'diff')
    throw new Error(
      t('This is a diff, and its signs do not belong into a file of code. Preview it as a change instead.'),
    );
  await insertAtCursor(code.trimEnd());
}

/**
 * The whole answer into a text, its code into a file of code; one block, chosen by the person where there are several.
 * @returns whether something was inserted: the person may choose no block
 */
export async function insertAnswer(answer: string): Promise<boolean> {
  const { document } = activeEditor();
  if (prose.has(document.languageId)) {
    await insertAtCursor(answer);
    return true;
  }
  const blocks = codeBlocks(answer);
  if (blocks.length === 0)
    throw new Error(
      t(
        'This answer has no code, and words do not go into a file of code. Copy it, or open the text that it should go into.',
      ),
    );
  const block = blocks.length === 1 ? blocks[0] : await chooseBlock(blocks, document.languageId);
  if (block) await insertCode(block);
  return block !== undefined;
}

/** Those in the file's language first. */
async function chooseBlock(blocks: readonly Block[], language: string): Promise<Block | undefined> {
  const fits = (block: Block) => languageId(block.language) === language;
  const choices = [...blocks.filter(fits), ...blocks.filter((block) => !fits(block))].map((block) => {
    const lines = block.code.trimEnd().split('\n');
    const label = (lines.find((line) => line.trim() !== '') ?? '')
      .trim()
      .slice(0, 100)
      .replaceAll('$(', '$ (');
    const description = [block.language, lines.length === 1 ? t('1 line') : t('{0} lines', lines.length)]
      .filter((word) => word !== '')
      .join(' · ');
    return { label, description, block };
  });
  const title = t('Which block of code goes to the cursor?');
  return (await vscode.window.showQuickPick(choices, { title, matchOnDescription: true }))?.block;
}

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (!editor)
    throw new Error(t('No editor is open. Open the file the text should go into, then insert it.'));
  return editor;
}
