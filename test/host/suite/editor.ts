/** What the tests in the extension host share: the product as the editor sees it, settings put back, waiting. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Trace } from '../../../src/der/trace/trace';
import type { AskArguments } from '../../../src/host/commands/ask';
import { HostContext } from '../../../src/host/context';

/** The extension under test. */
export function product(): vscode.Extension<void> {
  const found = vscode.extensions.getExtension<void>('der-vscode.der-vscode');
  assert(found, 'the extension is not installed');
  return found;
}

/** Asks through the command, as a key binding does. */
export async function ask(question: string, options: Omit<AskArguments, 'question'> = {}): Promise<Trace> {
  return vscode.commands.executeCommand<Trace>('der.ask', { question, ...options });
}

/** An extension that does nothing but lend its context: real storage, secrets and state. */
export function probe(): vscode.Extension<vscode.ExtensionContext> {
  const found = vscode.extensions.getExtension<vscode.ExtensionContext>('der-vscode.der-probe');
  assert(found, 'the probe extension is not installed');
  return found;
}

/** The editor side on the probe's context. */
export async function hostContext(): Promise<HostContext> {
  const lent = await probe().activate();
  const { extensionUri, extensionPath, id, packageJSON } = product();
  const extension = { id, packageJSON } as vscode.Extension<unknown>;
  return new HostContext(
    Object.create(lent, {
      extensionUri: { value: extensionUri },
      extensionPath: { value: extensionPath },
      extension: { value: extension },
    }) as vscode.ExtensionContext,
  );
}

const written = new Set<string>();

export function setting(name: string): unknown {
  return vscode.workspace.getConfiguration('der').get(name);
}

/** Writes a user setting `der.<name>`; `resetSettings` takes it back. */
export async function set(name: string, value: unknown): Promise<void> {
  written.add(name);
  await vscode.workspace.getConfiguration('der').update(name, value, vscode.ConfigurationTarget.Global);
}

export async function resetSettings(): Promise<void> {
  for (const name of written) await set(name, undefined);
  written.clear();
}

/** Waits until the condition holds; `what` names it when it never does. */
export async function eventually(what: string, condition: () => unknown, limitMs = 20_000): Promise<void> {
  const until = performance.now() + limitMs;
  while (!(await condition())) {
    assert(performance.now() < until, `${what}: not within ${limitMs / 1000} s`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
