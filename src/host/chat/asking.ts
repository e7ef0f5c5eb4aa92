/** One question on behalf of a chat, a model's user or a tool's caller: each waits for its own route, and may cancel it. They are kept apart from the panel's. */
import type * as vscode from 'vscode';
import type { RouteEvent } from '../../der/trace/events';
import type { Trace } from '../../der/trace/trace';
import type { HostContext } from '../context';
import type { Question } from '../asking/routes';

/** @throws what `Routes.ask` throws, each with what to do. */
export async function askFor(
  { routes }: HostContext,
  question: Question,
  token: vscode.CancellationToken,
  heard: (event: RouteEvent) => void = () => undefined,
): Promise<Trace> {
  const asked = routes.ask({ ...question, apart: true });
  // Refused questions fire nothing; from here on the route that runs is this one.
  const listening = routes.onEvent(({ event }) => heard(event));
  const cancelling = token.onCancellationRequested(() => void routes.stop());
  try {
    return await asked;
  } finally {
    listening.dispose();
    cancelling.dispose();
  }
}
