/** API keys by name, in the editor's secret storage and nowhere else. */
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../window/disposables';

const prefix = 'der.key.';
const namesKey = 'der.keyNames';

export class KeyStore implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  /** A key was stored or deleted, in this window or another. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly extension: vscode.ExtensionContext) {
    this.disposables.add(
      extension.secrets.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) this.changed.fire();
      }),
    );
  }

  /** Names of the stored keys. The storage cannot list them, so the names (not the keys) are kept apart. */
  get names(): readonly string[] {
    return this.extension.globalState.get<string[]>(namesKey, []);
  }

  async get(name: string): Promise<string | undefined> {
    return this.extension.secrets.get(prefix + name);
  }

  async store(name: string, key: string): Promise<void> {
    await this.extension.globalState.update(namesKey, [...new Set([...this.names, name])].sort());
    await this.extension.secrets.store(prefix + name, key);
  }

  async delete(name: string): Promise<void> {
    await this.extension.secrets.delete(prefix + name);
    await this.extension.globalState.update(
      namesKey,
      this.names.filter((other) => other !== name),
    );
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
