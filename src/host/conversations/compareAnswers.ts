/** Two answers of a route side by side in the editor, with what differs marked. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { RouteEvent } from '../../der/trace/events';
import { DisposableList, type Disposable } from '../window/disposables';
import { answersOf, differenceWords, type RouteAnswer } from './comparedAnswers';

const scheme = 'der-answer';

/** An answer of the conversation. */
interface Place {
  readonly route: string;
  readonly step: number;
}

/** Their texts are looked up by their address, so that a comparison outlives the window that opened it. */
export class AnswerComparison implements vscode.TextDocumentContentProvider, Disposable {
  private readonly disposables = new DisposableList();

  constructor(private readonly eventsOf: (route: string) => Promise<readonly RouteEvent[]>) {
    this.disposables.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const asked = new URLSearchParams(query);
    const answers = answersOf(await this.eventsOf(asked.get('route') ?? ''));
    const found = answers.find(({ step }) => String(step) === asked.get('step'));
    return found?.text ?? gone();
  }

  /** Compares an answer with the only other one, or with the one that the person chooses; the earlier one is left. */
  async compare({ route, step }: Place): Promise<void> {
    const answers = answersOf(await this.eventsOf(route));
    const one = answers.find((answer) => answer.step === step);
    if (!one) throw new Error(gone());
    const others = answers.filter((answer) => answer !== one);
    const other = others.length > 1 ? await choose(one, others) : others[0];
    if (!other) return;
    const [before, after] = one.step < other.step ? [one, other] : [other, one];
    await vscode.commands.executeCommand(
      'vscode.diff',
      addressOf({ route, step: before.step }),
      addressOf({ route, step: after.step }),
      `${numbered(before)} ↔ ${numbered(after)} · ${differenceWords(before.text, after.text)}`,
    );
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

async function choose(one: RouteAnswer, others: readonly RouteAnswer[]): Promise<RouteAnswer | undefined> {
  const items = others.map((other) => {
    const [before, after] = one.step < other.step ? [one, other] : [other, one];
    const detail = differenceWords(before.text, after.text);
    return { label: numbered(other), description: other.name, detail, other };
  });
  const title = t('Compare answer {0} with', one.step + 1);
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.other;
}

function addressOf({ route, step }: Place): vscode.Uri {
  const query = new URLSearchParams({ route, step: String(step) }).toString();
  return vscode.Uri.from({ scheme, path: `/${numbered({ step })}.md`, query });
}

function numbered({ step }: Pick<RouteAnswer, 'step'>): string {
  return t('Answer {0}', step + 1);
}

function gone(): string {
  return t('This answer is not in the conversation any more.');
}
