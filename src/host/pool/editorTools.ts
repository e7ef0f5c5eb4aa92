/** The tools that the editor knows, lent to the provider of the kind `editorTool`. */
import * as vscode from 'vscode';
import type { EditorTool } from '../../providers/editorTool/tools';
import { toolName as ownTool } from '../chat/names';

/** The own ensemble must not end up among its own experts. */
export function listEditorTools(): readonly EditorTool[] {
  return vscode.lm.tools
    .filter(({ name }) => name !== ownTool)
    .map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
      invoke: (input, signal) => invoke(name, input, signal),
    }));
}

/** Outside a chat the editor has no request to show the call in; it asks the person where a tool wants that. */
async function invoke(
  name: string,
  input: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = () => cancellation.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    const options = { input, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool(name, options, cancellation.token);
    return content
      .flatMap((part) => (part instanceof vscode.LanguageModelTextPart ? [part.value] : []))
      .join('\n');
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}
