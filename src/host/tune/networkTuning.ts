/** **DER: Tune to My Outcomes**: offered once, run in a process of its own while no route runs, and taken back in one step. */
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError } from '../../der/core/expertErrors';
import { outcomesFile, readOutcomes, standingOf } from '../../der/estimate/outcomes';
import { usedNetworks, useShipped } from '../../der/tuning/installed';
import { leastOutcomes, type TuningVerdict } from '../../der/tuning/order';
import { TuneProcess, tunedExperts } from '../../tune/tuneProcess';
import type { HostContext } from '../context';
import type { Disposable } from '../window/disposables';
import { verdictWords } from './verdictWords';

/** Kept for all of a person's projects: that they were asked whether to tune. */
const offeredKey = 'der.tuning.offered';
/** The same outcomes give the same networks. */
const seed = 1;

export class NetworkTuning implements Disposable {
  private running: AbortController | undefined;
  private hasLooked = false;

  constructor(private readonly context: HostContext) {}

  /**
   * Tunes, with progress that can be cancelled, and says what came of it.
   * @returns undefined where it was cancelled
   * @throws Error that says why it cannot
   */
  async tune(): Promise<TuningVerdict | undefined> {
    if (this.context.settings.current.modelsFolder !== undefined) {
      throw new Error(
        t(
          'der.modelsFolder names networks of your own. Tuning begins with those shipped: empty that setting first.',
        ),
      );
    }
    if (this.running) throw new Error(t('DER is being tuned already.'));
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: t('Tuning DER to your outcomes'),
      cancellable: true,
    };
    const verdict = await vscode.window.withProgress(options, async (progress, cancelled) => {
      let told = 0;
      return this.run((share) => {
        progress.report({ increment: 100 * (share - told) });
        told = share;
      }, cancelled);
    });
    if (verdict) this.showVerdict(verdict);
    return verdict;
  }

  /** Goes back to the shipped networks. */
  async useShipped(): Promise<void> {
    this.running?.abort();
    const was = await useShipped(process.env);
    await this.context.networks.renew(this.context.routes);
    const said = was
      ? t('DER uses the networks that it came with from the next question on.')
      : t('DER uses the networks that it came with already.');
    void vscode.window.showInformationMessage(said);
  }

  /** After a route: tunes again what a new version of DER left behind, or offers to tune, once. */
  async look(): Promise<void> {
    const { settings, extension } = this.context;
    if (this.hasLooked || this.running || settings.current.modelsFolder !== undefined) return;
    const { state } = await usedNetworks(this.context.networks.folder, process.env);
    if (state === 'tuned') return;
    if (state === 'stale') {
      this.hasLooked = true;
      const verdict = await this.run(() => {}, undefined);
      return verdict && this.showVerdict(verdict);
    }
    if (extension.globalState.get(offeredKey) === true) return;
    const count = await this.outcomes();
    if (count < leastOutcomes) return;
    this.hasLooked = true;
    await extension.globalState.update(offeredKey, true);
    const tune = t('Tune');
    const offer = t(
      'DER knows {0} outcomes of your experts and can tune its networks to them, on this machine, in a few minutes. They are used only if they are better on questions that were held out.',
      count,
    );
    if ((await vscode.window.showInformationMessage(offer, tune, t('No'))) === tune) await this.tune();
  }

  dispose(): void {
    this.running?.abort();
  }

  /** Outcomes of experts of the pool. */
  private async outcomes(): Promise<number> {
    const experts = new Set(tunedExperts(await this.context.pool.experts()).map(({ id }) => id));
    const records = standingOf(await readOutcomes(outcomesFile(process.env)));
    return records.filter(({ expert }) => experts.has(expert)).length;
  }

  /** @returns undefined where it was cancelled */
  private async run(
    progress: (share: number) => void,
    cancelled: vscode.CancellationToken | undefined,
  ): Promise<TuningVerdict | undefined> {
    const stop = new AbortController();
    this.running = stop;
    const { extension, routes, pool, networks } = this.context;
    const child = new TuneProcess({
      script: join(extension.extensionPath, 'dist', 'tune.js'),
      models: networks.folder,
      outcomes: outcomesFile(process.env),
    });
    if (routes.running !== null) child.pause();
    const subscriptions = [
      routes.onDidChangeRunning((route) => (route === null ? child.resume() : child.pause())),
      cancelled?.onCancellationRequested(() => stop.abort()),
    ];
    try {
      const experts = tunedExperts(await pool.experts());
      const verdict = await child.install(process.env, { seed, experts, signal: stop.signal, progress });
      if (verdict.result === 'better') await this.context.networks.renew(this.context.routes);
      return verdict;
    } catch (error) {
      if (error instanceof CancelledError || stop.signal.aborted) return undefined;
      throw error;
    } finally {
      subscriptions.forEach((one) => one?.dispose());
      this.running = undefined;
    }
  }

  private showVerdict(verdict: TuningVerdict): void {
    const back = t('Use shipped networks');
    const words = verdictWords(verdict, vscode.env.language);
    if (verdict.result !== 'better') return void vscode.window.showInformationMessage(words);
    void vscode.window.showInformationMessage(words, back).then(async (chosen) => {
      if (chosen === back) await this.useShipped();
    });
  }
}
