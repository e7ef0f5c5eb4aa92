/** `/` at the beginning of a question and what follows it, while a person types it. */
import type { TaskView } from '../protocol';

/** What stands between the slash and the caret; undefined where the question begins with no slash, or has more words. */
export function writtenAfterSlash(text: string, caret: number): string | undefined {
  return /^\/(\w{0,20})$/.exec(text.slice(0, caret))?.[1];
}

/** Those whose names begin so. */
export function tasksFor(tasks: readonly TaskView[], typed: string): readonly TaskView[] {
  return tasks.filter(({ name }) => name.startsWith(typed.toLowerCase()));
}
