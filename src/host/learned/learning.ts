/** What is learned of the person's experts in this window: kept for all of their projects, and counting from the next question on. */
import * as vscode from 'vscode';
import type { Calibration } from '../../der/estimate/profile';
import type { OutcomeRecord } from '../../der/estimate/outcomes';
import type { Models } from '../../der/networks/models';
import type { Encodes } from '../../der/networks/rememberingEncoder';
import { DisposableList, type Disposable } from '../window/disposables';

export class Learning implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly learned = this.disposables.add(new vscode.EventEmitter<void>());
  /** There is more in the file than before, or less. */
  readonly onDidLearn = this.learned.event;
  /** Encodes each question once, for as long as the networks are the same. */
  private encodes: { readonly by: Encodes; readonly remembering: Encodes } | undefined;
  /** The networks do not know of all outcomes yet. */
  private isStale = false;

  constructor(private readonly report: (problem: string) => void) {}

  /** Keeps outcomes on this machine. @throws Error that says what to do */
  async keep(outcomes: readonly OutcomeRecord[]): Promise<void> {
    if (outcomes.length === 0) return;
    const { keepOutcomes } = await import('../../der/estimate/outcomes');
    await keepOutcomes(process.env, outcomes);
    this.changed();
  }

  /** The file is another than before: what it holds counts from the next question on. */
  changed(): void {
    this.isStale = true;
    this.learned.fire();
  }

  /** All that is known. */
  async calibration(encoder: Encodes): Promise<Calibration> {
    const [{ knownCalibration }, { remembering }] = await Promise.all([
      import('../../der/estimate/learnedCalibration'),
      import('../../der/networks/rememberingEncoder'),
    ]);
    if (this.encodes?.by !== encoder) this.encodes = { by: encoder, remembering: remembering(encoder) };
    return knownCalibration(process.env, this.encodes.remembering, this.report);
  }

  /** Has networks know of all outcomes. */
  async renew({ profiles, encoder }: Pick<Models, 'profiles' | 'encoder'>): Promise<void> {
    if (!this.isStale) return;
    this.isStale = false;
    profiles.learn(await this.calibration(encoder));
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
