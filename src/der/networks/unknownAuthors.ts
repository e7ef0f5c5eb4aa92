/** Judges answers that are at hand, of which nobody knows who wrote them. */
import { costOf } from '../core/cost';
import type { Expert } from '../core/experts';
import { defaultKnobs, type Answer } from '../core/mdp';
import type { Terminator } from '../core/terminator';
import type { Checked } from '../evidence/findings';
import { stateOf } from '../route/rule';

/**
 * The same with P̂ of every answer, by an author of its own whose size and skill are unknown: what question, text and
 * findings say by themselves.
 * @param question null where it is not known
 */
export async function judgedByThemselves(
  terminator: Pick<Terminator, 'judge'>,
  question: string | null,
  texts: readonly string[],
  checked: Checked,
): Promise<Checked> {
  const authors = texts.map((_, at) => unknownAuthor(at));
  const answers = texts.map((text, at): Answer => ({
    expert: authors[at]!.id,
    text,
    shown: [],
    verified: false,
    finish: 'stop',
    fromWorkspace: false,
  }));
  const state = stateOf(question ?? '', { answers, judged: [], checked }, defaultKnobs, 0);
  const judged = await terminator.judge(state, authors);
  return { ...checked, answers: checked.answers.map((answer, at) => ({ ...answer, judged: judged[at]! })) };
}

function unknownAuthor(at: number): Expert {
  const id = `author-${at + 1}`;
  return {
    id,
    name: id,
    provider: 'unknown',
    ...costOf({}),
    leavesMachine: false,
    tool: false,
    readsWorkspace: false,
    ask: () => {
      throw new Error('Who wrote an answer that is at hand is not known, and is not asked.');
    },
  };
}
