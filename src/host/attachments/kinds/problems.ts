import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { visibleName } from '../../../der/text/unseen';
import type { ContextKind } from '../reference';

const names = ['error', 'warning', 'information', 'hint'] as const;

/** What the editor's Problems view lists: errors and warnings. */
export const problems: ContextKind = {
  completions() {
    const count = lines().length;
    const detail = count === 1 ? t('{0} problem', count) : t('{0} problems', count);
    return Promise.resolve(count === 0 ? [] : [{ kind: 'problems', label: t('problems'), detail }]);
  },
  read() {
    const found = lines();
    return Promise.resolve({ text: found.length === 0 ? 'No errors and no warnings.' : found.join('\n') });
  },
};

function lines(): string[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, found]) =>
      found
        .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
        .map((one) => problemLine(uri, one)),
    );
}

/** As compilers write it: place, severity, words. */
export function problemLine(
  uri: vscode.Uri,
  { range: { start }, severity, message, source }: vscode.Diagnostic,
): string {
  const place = `${visibleName(vscode.workspace.asRelativePath(uri))}:${start.line + 1}:${start.character + 1}`;
  return `${place}: ${names[severity]}: ${message}${source ? ` (${source})` : ''}`;
}
