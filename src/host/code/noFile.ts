/** What to do where code has no file to go into. */
import { t } from '@vscode/l10n';

export const noEditor = () =>
  t('No editor is open. Open the file the code should change, then preview it again.');
export const outside = (path: string) =>
  t(
    "The code is meant for {0}, which is no file of this workspace. Open the file's folder, or insert the code at the cursor.",
    path,
  );
