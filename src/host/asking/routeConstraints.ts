/** What the person has decided about who is asked: kept with the window, in force at the next decision. */
import * as vscode from 'vscode';
import type { Limits } from '../../der/route/masks';
import type { Controls } from '../../webview/protocol';
import { withControls, type Choice } from './constraintsChange';
import { DisposableList, type Disposable } from '../window/disposables';
import type { SettingsService } from '../settings/settingsService';

const key = 'der.controls';

export class RouteConstraintsStore implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<Controls>());
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly state: vscode.Memento,
    private readonly settings: SettingsService,
  ) {
    this.disposables.add(settings.onDidChange(() => this.changed.fire(this.current)));
  }

  get current(): Controls {
    return { ...this.choice, localOnly: this.settings.current.limits.localOnly };
  }

  /** The settings' limits, and what the person has pinned and excluded. */
  get limits(): Limits {
    const { pinned, excluded } = this.choice;
    return { ...this.settings.current.limits, pinned: pinned ?? undefined, excluded };
  }

  async set({ localOnly, ...change }: Partial<Controls>): Promise<void> {
    await this.state.update(key, withControls(this.choice, change));
    if (localOnly === undefined) this.changed.fire(this.current);
    else await this.settings.setLocalOnly(localOnly);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private get choice(): Choice {
    return { ...nobody, ...this.state.get<Partial<Choice>>(key) };
  }
}

/** Nobody pinned, nobody excluded, every turn passed on. */
const nobody: Choice = { pinned: null, excluded: [], earlierTurns: true };
