/** `@der` in the editor's chat: the same engine as the panel, with the chain told as it grows. */
import { t } from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Attachment } from '../../der/prompt/attachments';
import type { RouteEvent } from '../../der/trace/events';
import { CancelledError } from '../../der/core/expertErrors';
import type { ExpertSummary } from '../../der/core/experts';
import type { HostContext } from '../context';
import { stepDone } from '../window/walkthrough';
import { askFor } from './asking';
import { questionOf, taskNamed, type Task } from '../tasks/tasks';
import { following, overridesOf } from './commands';
import { referenced } from './references';
import { noAnswer, summary } from './summary';

/** Kept with the answer, for what may follow it. */
interface Asked {
  /** Absent where files or selections went along: a question that follows would be asked without them. */
  readonly question?: string;
  readonly command: string | undefined;
}

export async function respond(
  context: HostContext,
  request: vscode.ChatRequest,
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): Promise<vscode.ChatResult> {
  const { prompt, command, references } = request;
  const task = taskNamed(command);
  const metadata: Asked = { ...(references.length === 0 && !task && { question: prompt }), command };
  try {
    const { attachments: given, problems } = await referenced(references);
    for (const problem of problems) {
      stream.markdown(`> ${escaped(t('Left out: {0}', problem))}\n\n`);
    }
    const attachments = given.length === 0 && task ? await subject(task) : given;
    const question = {
      text: task ? questionOf(task, prompt) : prompt,
      fromWorkspace: attachments.length > 0,
      attachments,
      overrides: overridesOf(command),
    };
    const names = new Names();
    const trace = await askFor(context, question, token, (event) => {
      const words = names.progress(event);
      if (words) stream.progress(words);
    });
    stepDone('der.hasAskedElsewhere');
    if (!trace.final) return { metadata, errorDetails: { message: noAnswer(trace) } };
    stream.markdown(trace.final.answer);
    stream.markdown(`\n\n*${escaped(summary(trace)!)}*`);
    stream.button({ command: 'der.showPanel', title: t('Show the Chain'), arguments: ['apart'] });
    return { metadata };
  } catch (error) {
    if (error instanceof CancelledError) return { metadata };
    return { metadata, errorDetails: { message: (error as Error).message } };
  }
}

async function subject(task: Task): Promise<readonly Attachment[]> {
  const { subjectOf } = await import('../tasks/subject');
  return subjectOf(task);
}

export function followups(result: vscode.ChatResult): vscode.ChatFollowup[] {
  const { question, command } = (result.metadata ?? {}) as Partial<Asked>;
  if (!question) return [];
  const labels: Readonly<Record<string, string>> = {
    best: t('Ask on for the best answer'),
    independent: t('Get independent second opinions'),
    local: t('Ask only experts on this machine'),
  };
  return following(command).map((name) => ({ prompt: question, command: name, label: labels[name]! }));
}

/** Puts names to the experts of a route. */
class Names {
  private pool: readonly ExpertSummary[] = [];

  /** What is worth a line while a person waits. */
  progress(event: RouteEvent): string | undefined {
    if (event.type === 'started') this.pool = event.pool;
    if (event.type === 'chosen') {
      const name = this.nameOf(event.expert);
      return event.step === 0 ? t('Asking {0}', name) : t('Asking {0} to improve on the answer', name);
    }
    if (event.type === 'failed' && event.error.kind !== 'declined') {
      return `${this.nameOf(event.expert)}: ${event.error.message}`;
    }
    return undefined;
  }

  private nameOf(id: string): string {
    return this.pool.find((expert) => expert.id === id)?.name ?? id;
  }
}

/** Names of models are not Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
