/** **DER: What DER Has Learned**: the outcomes that profiles rest on, to be seen, deleted, exported and imported. */
import { writeFile } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { percent, quality } from '../../der/core/format';
import { forgetVersions, modelVersions } from '../../der/estimate/modelVersions';
import { forgetOutcomes, importOutcomes } from '../../der/estimate/forgetting';
import { outcomesFile, readOutcomes, type OutcomeRecord } from '../../der/estimate/outcomes';
import { privateFileMode } from '../../der/storage/privateFiles';
import type { Use } from '../../der/estimate/useWeights';
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
    if (!node) {
      const [records, versions] = await Promise.all([this.outcomes(), modelVersions(process.env)]);
      return learnedTree(records, { now: Date.now(), versions });
    }
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
    item.iconPath = iconOf(node);
    return item;
  }

  /** Deletes an outcome, all of a kind or of an expert; without a node everything, after asking. */
  async forget(node: LearnedNode | undefined): Promise<void> {
    if (node?.type !== 'outcome' && !(await this.isWanted(node))) return;
    await forgetOutcomes(this.file, node ? goesWith(node) : () => true);
    if (!node) await forgetVersions(process.env);
    await this.context.networks.relearn();
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
    await this.context.networks.relearn();
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

/** A question fills its row, so that its icon says how the answer turned out. */
function iconOf(node: LearnedNode): vscode.ThemeIcon {
  if (node.type !== 'outcome') return new vscode.ThemeIcon(node.type === 'expert' ? 'hubot' : 'symbol-class');
  const { quality: own } = node.record;
  if (own >= 0.75) return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  if (own <= 0.25) return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
  return new vscode.ThemeIcon('circle-outline');
}

function wordsOf(node: LearnedNode): { label: string; description: string; tooltip: string } {
  const { language } = vscode.env;
  if (node.type === 'expert') {
    const count = node.kinds.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
    const changed = node.kinds.some(({ outcomes }) => outcomes.some(({ ofEarlierModel }) => ofEarlierModel));
    const description = [outcomesCount(count), ...(changed ? [t('the model has changed')] : [])].join(' · ');
    const tooltip = changed
      ? `${node.expert}\n\n${t('Another model goes by this name now. What was learned of the one before counts for a third.')}`
      : node.expert;
    return { label: node.expert, description, tooltip };
  }
  if (node.type === 'kind') {
    const label = node.kind ? kindName(node.kind) : t('other questions');
    const description = `${percent(node.mean, language)} · ${outcomesCount(node.outcomes.length)}`;
    return { label, description, tooltip: t('Mean quality {0}', quality(node.mean, language)) };
  }
  const { question, at, quality: own } = node.record;
  const day = new Date(at).toLocaleDateString(language);
  const counts = node.counts < 0.995 ? [t('counts for {0}', percent(node.counts, language))] : [];
  const description = [quality(own, language), originOf(node.record), ...counts, day].join(' · ');
  const earlier = node.ofEarlierModel ? [earlierModel()] : [];
  return {
    label: question.replace(/\s+/g, ' ').slice(0, shownCharacters),
    description,
    tooltip: [question.slice(0, hoverCharacters), description, ...earlier].join('\n\n'),
  };
}

function earlierModel(): string {
  return t('Another model went by this name then, so that this counts for a third.');
}

function outcomesCount(count: number): string {
  return count === 1 ? t('one outcome') : t('{0} outcomes', count);
}

function originOf({ from, use }: Pick<OutcomeRecord, 'from' | 'use'>): string {
  const words = {
    calibrate: t('measured'),
    rating: t('your thumb'),
    verified: t('against a proven answer'),
    comparison: t('your comparison'),
    use: t('what you did with it'),
  };
  return use ? useWords(use) : words[from];
}

function useWords(use: Use): string {
  const words: Record<Use, string> = {
    applied: t('you applied it'),
    copied: t('you copied it'),
    inserted: t('you inserted it'),
    passedOver: t('you took another'),
    askedAgain: t('you asked again'),
    edited: t('you edited it after applying'),
    undone: t('you undid it'),
  };
  return words[use];
}
