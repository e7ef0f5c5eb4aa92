/** **DER: What DER Has Learned**: the outcomes that profiles rest on, to be seen, deleted, exported and imported. */
import { writeFile } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { percent, quality } from '../../der/core/format';
import { forgetOutcomes, importOutcomes } from '../../der/estimate/forgetting';
import { outcomesFile, readOutcomes, type OutcomeRecord } from '../../der/estimate/outcomes';
import { privateFileMode } from '../../der/storage/privateFiles';
import type { HostContext } from '../context';
import { kindName } from '../measure/kindName';
import { goesWith, learnedTree, type LearnedNode } from './learnedTree';

/** Characters of a question that a row shows. */
const shownCharacters = 200;
/** Characters of a question that a tooltip shows. */
const hoverCharacters = 4000;

export class LearnedView implements vscode.TreeDataProvider<LearnedNode> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly context: HostContext) {}

  private get file(): string {
    return outcomesFile(process.env);
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(node?: LearnedNode): Promise<LearnedNode[]> {
    if (!node) return learnedTree(await this.outcomes());
    if (node.type === 'expert') return [...node.kinds];
    return node.type === 'kind' ? [...node.outcomes] : [];
  }

  getTreeItem(node: LearnedNode): vscode.TreeItem {
    const { label, description, tooltip } = wordsOf(node);
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(label, node.type === 'outcome' ? None : Collapsed);
    item.description = description;
    // Text of questions, which the editor would read as Markdown otherwise.
    item.tooltip = tooltip;
    item.contextValue = node.type;
    item.iconPath = new vscode.ThemeIcon(icons[node.type]);
    return item;
  }

  /** Deletes an outcome, all of a kind or of an expert; without a node everything, after asking. */
  async forget(node: LearnedNode | undefined): Promise<void> {
    if (node?.type !== 'outcome' && !(await this.isWanted(node))) return;
    await forgetOutcomes(this.file, node ? goesWith(node) : () => true);
    await this.context.relearn();
    this.refresh();
  }

  async export(): Promise<void> {
    const records = await this.outcomes();
    if (records.length === 0)
      throw new Error(t('Nothing has been learned yet, so there is nothing to export.'));
    const target = await vscode.window.showSaveDialog({
      filters: { JSONL: ['jsonl'] },
      title: t('Export what DER has learned, questions included'),
    });
    if (!target) return;
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    await writeFile(target.fsPath, lines, { mode: privateFileMode });
    const said = t('{0} outcomes were exported, with the text of their questions.', records.length);
    void vscode.window.showInformationMessage(said);
  }

  async import(): Promise<void> {
    const [from] =
      (await vscode.window.showOpenDialog({
        filters: { JSONL: ['jsonl'] },
        title: t('Import what DER has learned elsewhere'),
      })) ?? [];
    if (!from) return;
    const { added, known, wrong } = await importOutcomes(this.file, from.fsPath);
    await this.context.relearn();
    this.refresh();
    const said = [t('{0} outcomes are new, {1} were known.', added, known), ...(wrong ? [wrong] : [])];
    void vscode.window.showInformationMessage(said.join(' '));
  }

  private outcomes(): Promise<OutcomeRecord[]> {
    return readOutcomes(this.file, (problem) => this.context.problems.report(problem));
  }

  private async isWanted(node: Exclude<LearnedNode, { type: 'outcome' }> | undefined): Promise<boolean> {
    const what = node ? wordsOf(node).label : undefined;
    const question =
      what === undefined
        ? t('Delete everything that DER has learned of all experts?')
        : t('Delete what DER has learned of {0}?', node?.type === 'kind' ? `${node.expert}, ${what}` : what);
    const remove = t('Delete');
    const detail = t('The questions go with it. This cannot be undone.');
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
  }
}

const icons = { expert: 'hubot', kind: 'symbol-class', outcome: 'circle-small' } as const;

function wordsOf(node: LearnedNode): { label: string; description: string; tooltip: string } {
  const { language } = vscode.env;
  if (node.type === 'expert') {
    const count = node.kinds.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
    return { label: node.expert, description: outcomesCount(count), tooltip: node.expert };
  }
  if (node.type === 'kind') {
    const label = node.kind ? kindName(node.kind) : t('other questions');
    const description = `${percent(node.mean, language)} · ${outcomesCount(node.outcomes.length)}`;
    return { label, description, tooltip: t('Mean quality {0}', quality(node.mean, language)) };
  }
  const { question, from, at, quality: own } = node.record;
  const day = new Date(at).toLocaleDateString(language);
  const description = `${quality(own, language)} · ${origins(from)} · ${day}`;
  return {
    label: question.replace(/\s+/g, ' ').slice(0, shownCharacters),
    description,
    tooltip: `${question.slice(0, hoverCharacters)}\n\n${description}`,
  };
}

function outcomesCount(count: number): string {
  return count === 1 ? t('one outcome') : t('{0} outcomes', count);
}

function origins(from: OutcomeRecord['from']): string {
  const words = {
    calibrate: t('measured'),
    rating: t('your thumb'),
    verified: t('against a proven answer'),
    comparison: t('your comparison'),
  };
  return words[from];
}
