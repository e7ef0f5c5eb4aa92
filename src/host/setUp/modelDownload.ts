/** One download of a model at a time: its progress and speed for whoever watches, stopped and resumed at will. */
import { t } from '@vscode/l10n';
import { CancelledError } from '../../der/core/expertErrors';
import { pullModel } from '../../providers/ollama/pull';
import type { ProviderServices } from '../../providers/services';
import type { PullView } from '../../webview/poolMessages';

/** Time over which the speed is measured, and least time between two reports, in milliseconds. */
const speedMs = 3_000;
const reportMs = 200;

export class Pulling {
  private abort: AbortController | undefined;
  view: PullView | undefined;

  constructor(
    private readonly services: () => ProviderServices,
    private readonly changed: (view: PullView) => void,
  ) {}

  get running(): boolean {
    return this.abort !== undefined;
  }

  /** Resolves when the model is there, was stopped, or failed; `view` says which. */
  async start(model: string): Promise<void> {
    if (this.abort)
      throw new Error(
        t('{0} is still being pulled. Wait for it, or cancel it first.', this.view?.model ?? model),
      );
    const abort = new AbortController();
    this.abort = abort;
    const speed = new Speed();
    let reported = -Infinity;
    this.report({ model, state: 'running', status: t('asking Ollama') });
    try {
      for await (const progress of pullModel(this.services(), model, abort.signal)) {
        const now = performance.now();
        const bytesPerSecond = speed.at(now, progress.completedBytes);
        this.view = { model, state: 'running', ...progress, bytesPerSecond };
        if (now - reported < reportMs) continue;
        reported = now;
        this.report(this.view);
      }
      this.end('done');
    } catch (error) {
      if (error instanceof CancelledError) this.end('cancelled');
      else this.end('failed', (error as Error).message);
    } finally {
      this.abort = undefined;
    }
  }

  cancel(): void {
    this.abort?.abort();
  }

  private end(state: PullView['state'], problem?: string): void {
    this.abort = undefined;
    this.report({ ...this.view!, state, bytesPerSecond: undefined, problem });
  }

  private report(view: PullView): void {
    this.view = view;
    this.changed(view);
  }
}

/** Bytes per second over the last seconds; what was there before the download went on does not count. */
class Speed {
  private readonly marks: { readonly at: number; readonly bytes: number }[] = [];

  at(now: number, bytes: number | undefined): number | undefined {
    if (bytes === undefined) return undefined;
    this.marks.push({ at: now, bytes });
    while (this.marks.length > 2 && now - this.marks[0]!.at > speedMs) this.marks.shift();
    const { at, bytes: before } = this.marks[0]!;
    return now - at < reportMs ? undefined : ((bytes - before) * 1000) / (now - at);
  }
}
