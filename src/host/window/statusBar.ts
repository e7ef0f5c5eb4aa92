/** The status bar: whom DER asks right now, and what this window has spent. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { dollars } from '../../der/core/format';
import type { RouteEvent } from '../../der/trace/events';
import type { ExpertSummary } from '../../der/core/experts';
import { language } from '../../language';
import type { HostContext } from '../context';
import { DisposableList, type Disposable } from './disposables';
import { Spending } from '../asking/spending';

export class StatusBar implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly item = this.disposables.add(
    vscode.window.createStatusBarItem('der.status', vscode.StatusBarAlignment.Right, 90),
  );
  private readonly spending = new Spending();
  private pool: readonly ExpertSummary[] = [];
  /** Name of the expert that is asked. */
  private asking: string | undefined;

  constructor(private readonly context: HostContext) {
    const { routes, pool, settings } = context;
    this.item.name = 'DER';
    this.item.command = 'der.showPanel';
    this.disposables.add(
      routes.onEvent(({ event }) => this.hear(event)),
      routes.onDidEndUnseen((events) => events.forEach((event) => this.spending.hear(event))),
      routes.onDidChangeRunning(() => this.show()),
      pool.onDidChange(() => this.show()),
      settings.onDidChange(() => this.show()),
    );
    this.show();
    this.item.show();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private hear(event: RouteEvent): void {
    if (event.type === 'delta') return;
    if (event.type === 'started') this.pool = event.pool;
    if (event.type === 'chosen') {
      this.asking = this.pool.find(({ id }) => id === event.expert)?.name ?? event.expert;
    }
    if (event.type === 'finished') this.asking = undefined;
    this.spending.hear(event);
    this.show();
  }

  private show(): void {
    const running = this.context.routes.running !== null;
    const { words } = this.spending;
    const state = running ? (this.asking ?? t('choosing …')) : words;
    this.item.text = `$(${running ? 'sync~spin' : 'organization'}) DER${state ? ` ${state}` : ''}`;
    this.item.tooltip = this.tooltip(running);
    this.item.accessibilityInformation = { label: this.tooltip(running) };
  }

  private tooltip(running: boolean): string {
    const { settings, pool } = this.context;
    const { localOnly, spendCapUsd } = settings.current.limits;
    const { experts } = pool.view;
    const { words } = this.spending;
    return [
      running ? t('DER is answering.') : t('DER is ready.'),
      ...(experts.length > 0 ? [t('Experts: {0}', experts.length)] : []),
      ...(localOnly ? [t('Only experts on this machine are asked.')] : []),
      // The first amount that is written costs as much as all of activation: none is while nothing was spent.
      words ? t('Spent in this window: {0}', words) : t('Nothing was spent in this window.'),
      ...(spendCapUsd === undefined
        ? []
        : [t('Spending cap per question: {0}', dollars(spendCapUsd, language))]),
      t('Press to show the panel.'),
    ].join('\n');
  }
}
