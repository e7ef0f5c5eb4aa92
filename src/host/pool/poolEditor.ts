/** The pool editor of the panel: shows the pool, switches experts on and off, changes their terms, and tests one. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { embeddingSize } from '../../der/networks/encoder';
import type { Expert } from '../../der/core/experts';
import { measuredSkills } from '../../der/estimate/measuredSkill';
import { outcomesFile, readOutcomes } from '../../der/estimate/outcomes';
import type { Skill } from '../../der/estimate/profile';
import { defaultPool } from '../../providers/defaultPool';
import type { PoolEntryInput } from '../../providers/poolConfig';
import type { ExpertCheck, KindSkillView, PoolRow, WrittenTerms } from '../../webview/poolMessages';
import type { HostContext } from '../context';
import { check, mayCost } from '../diagnose/check';
import { poolDraft, writeEntries } from './poolSetting';
import { escapeCommandLinks } from '../window/escapeCommandLinks';
import { kindSkillView, poolRows, withEnabled, withTerms } from './poolRows';

export class PoolEditor {
  private readonly checks = new Map<string, ExpertCheck>();

  constructor(
    private readonly context: HostContext,
    private readonly changed: (rows: readonly PoolRow[]) => void,
  ) {}

  async show(): Promise<void> {
    const [entries, experts] = await Promise.all([this.entries(), this.context.pool.experts()]);
    const rows = poolRows(entries, experts, await this.skills(experts));
    const measured = await this.measured(experts);
    this.changed(
      rows.map((row) => {
        const skills = measured.get(row.id);
        return { ...row, ...(skills && { skills }), check: this.checks.get(row.id) };
      }),
    );
  }

  /** Writes the setting; a pool that nobody configured becomes one that is. */
  async enable(id: string, enabled: boolean): Promise<void> {
    await this.write(withEnabled(await this.entries(), id, enabled));
  }

  /** Writes context and price of one entry. @throws Error that says what is wrong with them */
  async setTerms(id: string, terms: WrittenTerms): Promise<void> {
    await this.write(withTerms(await this.entries(), id, terms));
  }

  /** One short question; where that may cost money, the person is asked first. */
  async test(id: string): Promise<void> {
    const expert = (await this.context.pool.experts()).find((one) => one.id === id);
    if (!expert || !(await this.allowed(expert))) return;
    this.checks.set(id, { state: 'running' });
    await this.show();
    const result = await check(expert, new AbortController().signal);
    this.checks.set(id, result.state === 'unasked' ? { state: 'failed', problem: result.why } : result);
    await this.show();
  }

  private async allowed(expert: Expert): Promise<boolean> {
    const { name, leavesMachine } = expert;
    if (leavesMachine && this.context.settings.current.limits.localOnly) {
      throw new Error(
        t('{0} leaves the machine, and der.localOnly forbids that. Turn it off to test it.', name),
      );
    }
    if (!mayCost(expert)) return true;
    const yes = t('Ask It');
    const choice = await vscode.window.showInformationMessage(
      escapeCommandLinks(t('Send one short question to {0}? It may cost a fraction of a cent.', name)),
      { modal: true },
      yes,
    );
    return choice === yes;
  }

  private async write(entries: readonly PoolEntryInput[]): Promise<void> {
    const { unknown } = poolDraft(this.context.settings.current.experts, []);
    await writeEntries([...entries, ...unknown]);
  }

  private async entries(): Promise<readonly PoolEntryInput[]> {
    const { experts } = this.context.settings.current;
    if (experts === undefined) return (await defaultPool(this.context.services())).entries;
    return poolDraft(experts, []).choices.map(({ entry }) => entry);
  }

  /** What was measured of each, by kind, against what was guessed before. */
  private async measured(experts: readonly Expert[]): Promise<ReadonlyMap<string, readonly KindSkillView[]>> {
    const models = await this.context.networks.get().catch(() => undefined);
    const records = await readOutcomes(outcomesFile(process.env), (problem) =>
      this.context.problems.report(problem),
    );
    const skills = measuredSkills(records);
    return new Map(
      experts.flatMap((expert) => {
        const own = skills.get(expert.id);
        return own
          ? [
              [
                expert.id,
                own.map((skill) =>
                  kindSkillView(skill, models && models.profiles.guess(expert, [skill.kind])),
                ),
              ],
            ]
          : [];
      }),
    );
  }

  /** What is known whatever the question; nothing where the networks cannot be loaded, which a question will tell. */
  private async skills(experts: readonly Expert[]): Promise<ReadonlyMap<string, Skill>> {
    const models = await this.context.networks.get().catch(() => undefined);
    const skills = models?.profiles.skills(new Float32Array(embeddingSize), experts) ?? [];
    return new Map(skills.map((skill, index) => [experts[index]!.id, skill]));
  }
}
