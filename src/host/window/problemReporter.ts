/** Tells the person what went wrong outside any route: in the log, as a message, and in the panel. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { unlinked } from './escapeCommandLinks';

export type Level = 'info' | 'warning' | 'error';

export class Problems {
  /** Shows the text in the panel; false where the panel is not to be seen. */
  notice: ((level: Level, text: string) => boolean) | undefined;
  private readonly warned = new Set<string>();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Settings that were wrong: each is told once, with a way to the settings. */
  warn(problems: readonly string[]): void {
    const fresh = problems.filter((problem) => !this.warned.has(problem));
    for (const problem of fresh) {
      this.warned.add(problem);
      this.log.warn(problem);
      void vscode.window.showWarningMessage(unlinked(problem), t('Open Settings')).then((choice) => {
        if (choice) void vscode.commands.executeCommand('der.openSettings');
      });
    }
  }

  report(problem: string): void {
    this.log.warn(problem);
    if (!this.notice?.('warning', problem)) void vscode.window.showWarningMessage(unlinked(problem));
  }

  fail(error: Error): void {
    this.log.error(error);
    if (this.notice?.('error', error.message)) return;
    void vscode.window.showErrorMessage(unlinked(error.message), t('Show Log')).then((choice) => {
      if (choice) this.log.show();
    });
  }
}
