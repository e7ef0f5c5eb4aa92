/** Measuring of skill in the editor: planned, run, held, stopped and gone on with, one at a time. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError } from '../../der/core/expertErrors';
import { skillKinds } from '../../der/core/modelFacts';
import { keepOutcomes, type OutcomeRecord } from '../../der/estimate/outcomes';
import { usualPrecision } from '../../measure/enough';
import { measureHere } from '../../measure/measureHere';
import { PauseGate } from '../../measure/pauseGate';
import { forgetRun, interruptedRun, keepRun } from '../../measure/runFile';
import type { FromPanel } from '../../webview/protocol';
import type { MeasuringChoice, MeasuringView } from '../../webview/poolMessages';
import type { HostContext } from '../context';
import type { Disposable } from '../window/disposables';
import { changesIn, firstChoices, type FirstChoices } from './firstChoices';
import { historyFile } from './historyFile';
import { planMeasuring, programSandbox, type Planned } from './planMeasuring';
import { MeasureProgress } from './progress';

type Act = Extract<FromPanel, { type: 'measuring' }>['act'];

const usualChoice: MeasuringChoice = { kinds: skillKinds, thorough: false, source: 'shipped', again: false };

export class SkillMeasuring {
  private choice = usualChoice;
  private wanted: readonly string[] | null = null;
  private file: string | undefined;
  private planned: Planned | undefined;
  private view: MeasuringView | null = null;
  private stop: AbortController | undefined;
  private readonly gate = new PauseGate();
  private pausedByPerson = false;
  private looked = false;
  private readonly limits: Disposable;

  constructor(
    private readonly context: HostContext,
    private readonly changed: (view: MeasuringView | null) => void,
    /** Outcomes came in: what is shown of experts is of before. */
    private readonly learned: () => void,
  ) {
    this.limits = context.settings.onDidChange(({ limits }) => {
      const leaving = this.planned?.experts.some((one) => one.leavesMachine);
      // It can go on without them.
      if (limits.localOnly && leaving) this.stop?.abort();
    });
  }

  /** Shows what is planned, under way or was interrupted. */
  async show(): Promise<void> {
    if (!this.looked) {
      this.looked = true;
      await this.lookForInterrupted();
    }
    this.changed(this.view);
  }

  /** Plans to measure these experts, or all. */
  async open(experts: readonly string[] | null): Promise<void> {
    if (this.isRunning)
      throw new Error(t('Skill is being measured already. Wait for its end, or cancel it first.'));
    this.looked = true;
    this.wanted = experts;
    this.choice = { ...usualChoice, kinds: this.choice.kinds, thorough: this.choice.thorough };
    this.file = undefined;
    await this.makePlan(randomUUID());
  }

  async choose(change: Partial<MeasuringChoice>): Promise<void> {
    if (this.isRunning || !this.view) return;
    if (change.source !== undefined && change.source !== 'shipped') {
      const file = await this.fileFor(change.source);
      if (file === undefined) return this.changed(this.view);
      this.file = file;
    } else if (change.source === 'shipped') this.file = undefined;
    this.choice = { ...this.choice, ...change };
    await this.makePlan(randomUUID());
  }

  async act(act: Act): Promise<void> {
    switch (act) {
      case 'start':
        return this.start();
      case 'pause':
        this.pausedByPerson = true;
        this.gate.pause();
        return this.update({ state: 'paused' });
      case 'resume':
        this.pausedByPerson = false;
        if (!this.isRunning) return this.start();
        this.gate.resume();
        return this.update({ state: 'running' });
      case 'cancel':
        this.stop?.abort();
        await forgetRun(process.env);
        if (!this.isRunning) this.close();
        return;
      case 'close':
        if (!this.isRunning) this.close();
    }
  }

  /** A question of the person's goes first: local models answer one at a time. */
  routeRuns(running: boolean): void {
    if (!this.isRunning || this.pausedByPerson) return;
    if (running) this.gate.pause();
    else this.gate.resume();
  }

  /** The window closes: what is under way goes on in the next one. */
  dispose(): void {
    this.limits.dispose();
    this.stop?.abort();
  }

  private get isRunning(): boolean {
    return this.stop !== undefined;
  }

  private close(): void {
    this.planned = undefined;
    this.view = null;
    this.changed(null);
  }

  private update(change: Partial<MeasuringView>): void {
    if (!this.view) return;
    this.view = { ...this.view, ...change };
    this.changed(this.view);
  }

  private async lookForInterrupted(): Promise<void> {
    const run = await interruptedRun(process.env);
    if (!run) return;
    this.wanted = run.experts;
    this.file = run.file;
    this.choice = {
      kinds: run.kinds,
      thorough: run.precision < usualPrecision,
      source: run.file === undefined ? 'shipped' : 'file',
      again: run.again,
    };
    await this.makePlan(run.run);
    if (this.view?.state === 'planned') this.update({ state: 'interrupted' });
  }

  /** A file of questions: the person's choice, or made from their conversations. */
  private async fileFor(source: 'file' | 'history'): Promise<string | undefined> {
    if (source === 'history') return historyFile(this.context);
    const picked = await vscode.window.showOpenDialog({
      title: t('Questions to measure with'),
      openLabel: t('Use These Questions'),
      filters: { 'JSON Lines': ['jsonl', 'json', 'txt'] },
    });
    return picked?.[0]?.fsPath;
  }

  private async makePlan(run: string): Promise<void> {
    const { choice, file } = this;
    const frame = { choice, ...(file !== undefined && { file }), experts: [], notes: [] };
    try {
      const { planned, notes } = await planMeasuring(this.context, {
        run,
        experts: this.wanted,
        choice,
        ...(file !== undefined && { file }),
      });
      this.planned = planned;
      const { questions, most, seconds, usd, unknownPrice, experts } = planned.plan;
      const leaving = experts.filter((one) => one.leavesMachine && one.most > 0).length;
      this.view = {
        ...frame,
        state: 'planned',
        experts: experts.map(({ name }) => name),
        plan: { questions, most, seconds, usd, unknownPrice, leaving },
        notes,
      };
    } catch (error) {
      this.planned = undefined;
      this.view = { ...frame, state: 'failed', problem: (error as Error).message };
    }
    this.changed(this.view);
  }

  private async start(): Promise<void> {
    if (this.isRunning || !this.planned) return;
    const { planned } = this;
    const stop = new AbortController();
    this.stop = stop;
    this.pausedByPerson = false;
    this.gate.resume();
    try {
      await keepRun(process.env, planned.run);
      const before = await this.choices();
      const { suspects, progress } = await this.run(planned, stop.signal);
      await forgetRun(process.env);
      await this.context.networks.relearn();
      const wrong = suspects.map((question) =>
        t(
          'The reference of “{0}” may be wrong: all agree on another answer. It does not count.',
          question.slice(0, 100),
        ),
      );
      this.end({
        state: 'done',
        progress: progress.view,
        notes: [...progress.notes, ...wrong],
        changes: changesIn(before, await this.choices()),
      });
    } catch (error) {
      await this.context.networks.relearn().catch(() => {});
      if (error instanceof CancelledError) this.end({ state: 'stopped' });
      else this.end({ state: 'failed', problem: (error as Error).message });
    }
  }

  private end(change: Partial<MeasuringView>): void {
    this.stop = undefined;
    this.update(change);
    this.learned();
  }

  private async run({ run, tasks, plan }: Planned, signal: AbortSignal) {
    const progress = new MeasureProgress(tasks, plan, () => performance.now());
    const { extensionPath } = this.context.extension;
    const place = {
      sandbox: programSandbox(this.context),
      grammars: join(extensionPath, 'node_modules', '@vscode', 'tree-sitter-wasm', 'wasm'),
      keep: (records: readonly OutcomeRecord[]) => keepOutcomes(process.env, records),
    };
    const { run: id, precision, file } = run;
    this.update({ state: 'running', progress: progress.view });
    const { suspects } = await measureHere(
      tasks,
      place,
      { precision, run: id, ownReferences: file !== undefined, gate: this.gate, signal },
      (event) => {
        progress.take(event);
        this.update({ progress: progress.view, notes: progress.notes });
      },
    );
    return { suspects, progress };
  }

  private async choices(): Promise<FirstChoices> {
    const { policy } = await this.context.networks.get();
    const { localOnly } = this.context.settings.current.limits;
    const pool = (await this.context.pool.experts()).filter((one) => !(localOnly && one.leavesMachine));
    return firstChoices(policy, pool, this.context.settings.current.knobs);
  }
}
