/** Tasks of the list that are written in the question box. */
import type { Attachment } from '../../der/prompt/attachments';
import { subjectOf } from './subject';
import { questionOf, writtenTask } from './tasks';

/**
 * What was written in the question box, as it is asked: a task in its own words, about what is attached, else about
 * the code in the editor.
 */
export async function asAsked(
  text: string,
  attached: readonly Attachment[],
): Promise<{ readonly text: string; readonly attachments: readonly Attachment[] }> {
  const written = writtenTask(text);
  if (!written) return { text, attachments: attached };
  const { task, added } = written;
  const attachments = attached.length > 0 ? attached : await subjectOf(task);
  return { text: questionOf(task, added), attachments };
}
