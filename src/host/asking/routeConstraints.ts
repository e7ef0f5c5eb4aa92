/** What the person has decided about who is asked: kept with the window, in force at the next decision. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Limits } from '../../der/route/masks';
import type { RouteConstraints } from '../../webview/protocol';
import { withConstraints, type AllowedExperts } from './constraintsChange';
import { DisposableList, type Disposable } from '../window/disposables';
import type { SettingsService } from '../settings/settingsService';

const key = 'der.controls';

export class RouteConstraintsStore implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<RouteConstraints>());
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly state: vscode.Memento,
    private readonly settings: SettingsService,
  ) {
    this.disposables.add(settings.onDidChange(() => this.changed.fire(this.current)));
  }

  get current(): RouteConstraints {
    const { localOnly, allowWorkspaceText } = this.limits;
    return { ...this.choice, localOnly, workspaceText: allowWorkspaceText };
  }

  /** The settings' limits, and what the person has pinned and excluded. */
  get limits(): Limits {
    const { pinned, excluded, workspaceText = false } = this.choice;
    const { limits, workspaceTextBarred } = this.settings.current;
    return {
      ...limits,
      // What the workspace bars, nobody here allows: its owner decides.
      allowWorkspaceText: limits.allowWorkspaceText || (workspaceText && !workspaceTextBarred),
      pinned: pinned ?? undefined,
      excluded,
    };
  }

  async set({ localOnly, ...change }: Partial<RouteConstraints>): Promise<void> {
    if (change.workspaceText === false && this.settings.current.limits.allowWorkspaceText)
      throw new Error(
        t(
          'Your setting {0} lets text of every workspace leave this machine. Change it there.',
          'der.allowWorkspaceText',
        ),
      );
    if (change.workspaceText === true && this.settings.current.workspaceTextBarred)
      throw new Error(
        t(
          'The settings of this workspace say that its text stays on this machine ({0}). Change it there.',
          'der.allowWorkspaceText',
        ),
      );
    await this.state.update(key, withConstraints(this.choice, change));
    if (localOnly === undefined) this.changed.fire(this.current);
    else await this.settings.setLocalOnly(localOnly);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private get choice(): AllowedExperts {
    return { ...nobody, ...this.state.get<Partial<AllowedExperts>>(key) };
  }
}

/** Nobody pinned, nobody excluded, every turn passed on. */
const nobody: AllowedExperts = { pinned: null, excluded: [], earlierTurns: true };
