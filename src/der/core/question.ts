/** What can be asked at all. */

/** Most characters of a question: about 100,000 tokens, more than most models' context holds. */
export const mostQuestionCharacters = 400_000;

/** Says what is wrong with a question and what to do, or nothing when it can be asked. */
export function questionError(question: string): string | undefined {
  if (question.trim() === '') return 'The question is empty. Write what you want to know.';
  if (question.length > mostQuestionCharacters) {
    const most = mostQuestionCharacters.toLocaleString('en');
    return `The question is longer than ${most} characters. Ask about a part of it, or put the text into a file of the workspace, which the workspace expert can search.`;
  }
  return undefined;
}
