import diff from '@vscode/codicons/src/icons/git-compare.svg';
import file from '@vscode/codicons/src/icons/file.svg';
import files from '@vscode/codicons/src/icons/files.svg';
import folder from '@vscode/codicons/src/icons/folder.svg';
import image from '@vscode/codicons/src/icons/file-media.svg';
import problems from '@vscode/codicons/src/icons/warning.svg';
import selection from '@vscode/codicons/src/icons/list-selection.svg';
import symbol from '@vscode/codicons/src/icons/symbol-method.svg';
import type { AttachmentKind } from '../protocol';

export const attachmentIcon: Record<AttachmentKind, string> = {
  selection,
  file,
  folder,
  image,
  openEditors: files,
  problems,
  symbol,
  gitDiff: diff,
};
