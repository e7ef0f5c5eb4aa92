/** Tells the person what went wrong outside any route: in the log, as a message, and in the panel. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { redacted } from '../../providers/knownKeys';
import { plainWords } from './plainWords';

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
      this.log.warn(redacted(problem));
      void vscode.window
        .showWarningMessage(plainWords(redacted(problem)), t('Open Settings'))
        .then((choice) => {
          if (choice) void vscode.commands.executeCommand('der.openSettings');
        });
    }
  }

  report(words: string): void {
    const problem = redacted(words);
    this.log.warn(problem);
    if (!this.notice?.('warning', problem)) void vscode.window.showWarningMessage(plainWords(problem));
  }

  fail(error: Error): void {
    const message = redacted(error.message);
    this.log.error(redacted(error.stack ?? error.message));
    if (this.notice?.('error', message)) return;
    void vscode.window.showErrorMessage(plainWords(message), t('Show Log')).then((choice) => {
      if (choice) this.log.show();
    });
  }
}
