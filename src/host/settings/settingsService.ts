/** The settings as they stand, kept up to date in both directions: the editor's settings and the panel's knobs. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { defaultKnobs, knobError, type Knobs } from '../../der/core/mdp';
import { presets, type PresetName } from '../../der/core/presets';
import { DisposableList, type Disposable } from '../window/disposables';
import { readSettings, section, type Settings } from './settings';

/** A slider sends many values on its way; only where it rests is written. */
const settleMs = 250;

export class SettingsService implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<Settings>());
  /** Settings that differ from the ones before, whoever changed them. */
  readonly onDidChange = this.changed.event;
  private settings: Settings;
  /** Knobs moved in the panel and not yet written to the settings; they count at once. */
  private moved: Partial<Knobs> = {};
  private settling: NodeJS.Timeout | undefined;

  constructor(private readonly report: (problem: string) => void) {
    this.settings = read();
    this.disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) this.update();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.update()),
      { dispose: () => clearTimeout(this.settling) },
    );
  }

  get current(): Settings {
    return this.settings;
  }

  /** Takes effect at the next decision; written to the settings once the slider rests. */
  setKnobs(knobs: Partial<Knobs>): void {
    const wrong = knobProblems(knobs);
    if (wrong.length > 0) return this.report(wrong.join(' '));
    this.moved = { ...this.moved, ...knobs };
    this.update();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void this.write(), settleMs);
  }

  /** Takes effect at the next decision. What was set by itself gives way, so that the preset is all there is. */
  async setPreset(preset: PresetName): Promise<void> {
    clearTimeout(this.settling);
    const writing = { ...this.moved, ...presets[preset] };
    this.moved = writing;
    this.update();
    const configuration = vscode.workspace.getConfiguration(section);
    const { Global, Workspace } = vscode.ConfigurationTarget;
    for (const name of Object.keys(presets[preset])) {
      const set = configuration.inspect(name);
      if (set?.globalValue !== undefined) await configuration.update(name, undefined, Global);
      if (set?.workspaceValue !== undefined) await configuration.update(name, undefined, Workspace);
    }
    await configuration.update('preset', preset, targetOf(configuration, 'preset'));
    // A workspace may only choose a cheaper one than the person: what they choose themselves is theirs to set.
    if (vscode.workspace.getConfiguration(section).inspect('preset')?.workspaceValue === preset)
      await configuration.update('preset', preset, Global);
    if (this.moved === writing) this.moved = {};
    this.update();
  }

  /** Writes the user's own setting; a workspace may hold it tighter, which is told. */
  async setLocalOnly(localOnly: boolean): Promise<void> {
    const configuration = vscode.workspace.getConfiguration(section);
    await configuration.update('localOnly', localOnly || undefined, vscode.ConfigurationTarget.Global);
    this.update();
    if (this.settings.limits.localOnly === localOnly) return;
    this.report(
      t(
        'This workspace allows only local experts: its settings hold {0}. Change it there.',
        `${section}.localOnly`,
      ),
    );
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private update(): void {
    const settings = read();
    this.settings = { ...settings, knobs: { ...settings.knobs, ...this.moved } };
    this.changed.fire(this.settings);
  }

  private async write(): Promise<void> {
    const writing = this.moved;
    const configuration = vscode.workspace.getConfiguration(section);
    const unsaved: [string, unknown][] = [];
    for (const [name, value] of Object.entries(writing)) {
      try {
        await configuration.update(name, value, targetOf(configuration, name));
        // A workspace may only tighten what the person set: what they choose themselves is theirs to set.
        if (read().knobs[name as keyof Knobs] !== value)
          await configuration.update(name, value, vscode.ConfigurationTarget.Global);
      } catch (error) {
        unsaved.push([name, value]);
        this.report(t('Setting {0} could not be saved: {1}', `${section}.${name}`, (error as Error).message));
      }
    }
    // What moved again meanwhile stays; what could not be saved holds until the window closes.
    if (this.moved === writing) this.moved = Object.fromEntries(unsaved);
    this.update();
  }
}

function read(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  return readSettings({
    get: (name) => configuration.get(name),
    inspect: (name) => {
      const layers = configuration.inspect(name);
      return { user: layers?.globalValue, workspace: layers?.workspaceValue };
    },
  });
}

/** Where the value in force is set: a workspace that sets a knob goes on setting it. */
function targetOf(configuration: vscode.WorkspaceConfiguration, name: string): vscode.ConfigurationTarget {
  return configuration.inspect(name)?.workspaceValue === undefined
    ? vscode.ConfigurationTarget.Global
    : vscode.ConfigurationTarget.Workspace;
}

function knobProblems(knobs: Partial<Knobs>): string[] {
  return Object.entries(knobs).flatMap(([name, value]) => {
    if (!(name in defaultKnobs)) return [t('There is no knob called "{0}".', name)];
    if (name === 'transfer') return [];
    return knobError(name as Exclude<keyof Knobs, 'transfer'>, value) ?? [];
  });
}
