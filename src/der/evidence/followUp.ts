/**
 * What a question asks for that goes on from earlier ones of its conversation: "make it faster" is about the function
 * that was asked for before, and what was stated of that holds on, unless what is asked for changes.
 */
import { askedOf, type Asked } from './asked';
import { examplesIn } from './examples';
import type { Stated } from './stated';

/** Longer questions say themselves what they ask for. */
const longest = 400;

/** What keeps what a program does and changes how it does it. */
const keeps =
  /\b(?:faster|quicker|slow|speed|performan(?:ce|t)|efficient(?:ly)?|optimi[sz]ed?|O\([^)]{1,20}\)|memory|short(?:er)?|concise|simpler|simplify|clean(?:er)?|tidy|refactor|readable|readability|idiomatic|modern|one-?liner|recursive(?:ly)?|recursion|iterative(?:ly)?|loops?|comprehensions?|reduce|regex|type hints?|types?|typed|annotations?|docstrings?|comments?|document(?:ed|ation)?|jsdoc|tests?|rewrite|again|another way|alternative|fix|bugs?|wrong|errors?|fails?|does(?:n['’]t| not) work|arrow function|ES6|variable names?)\b/i;
/** What changes what a program does, or may. */
const changes =
  /\b(?:also|instead of return\w*|should|must|now|accepts?|takes?|handles?|supports?|allows?|ignor(?:e|es|ing)|insensitive|descending|ascending|parameters?|arguments?|options?|flags?|return(?:s|ing)? (?!the same)|raises?|throws?|rename|call it|chang(?:e|es|ing)|but (?:with|for|when|if)|except|unless|only|negative|empty|null|none|limit|generali[sz]e|extend|add (?!types?\b|type hints?\b|(?:a |some )?(?:docstrings?|comments?|tests?|annotations?|jsdoc)\b)|remove|in[- ]place|async|class|generator|differ\w*|new function)\b/i;

/** What a question asks for, together with the earlier questions that it goes on from. */
export interface FollowUp {
  readonly asked: Asked;
  /** Stated by an earlier question, of what this one asks for as well. */
  readonly carried: readonly Stated[];
}

/** @param earlier questions of the conversation, the latest last; what was left out of one is cut at its end */
export function followUpOf(question: string, earlier: readonly string[]): FollowUp {
  const own = askedOf(question);
  const isShort = question.length <= longest;
  if (earlier.length === 0 || !isShort || own.explanation || own.options) return { asked: own, carried: [] };
  for (const before of earlier.toReversed()) {
    const asked = askedOf(before);
    if (asked.program && asked.name !== undefined) {
      const isOther = own.name !== undefined && own.name !== asked.name;
      const goesOn = !isOther && keeps.test(question) && !changes.test(question);
      return goesOn
        ? { asked: sameTask(asked, own), carried: examplesIn(before, asked) }
        : { asked: own, carried: [] };
    }
    // Between them something else was asked for.
    if (asked.program || !keeps.test(before) || changes.test(before)) break;
  }
  return { asked: own, carried: [] };
}

/** The task of before, in the words of now where they say more. */
function sameTask(before: Asked, now: Asked): Asked {
  return {
    ...before,
    language: now.language ?? before.language,
    insists: now.language === undefined ? before.insists : now.insists,
    params: now.params.length > 0 ? now.params : before.params,
  };
}
