/** Words of questions, prose and code as terms of the index. */

/** Words that carry no subject: articles, auxiliaries, and the words of asking and greeting. */
const stopWords = new Set(
  (
    'a an the this that these those it its is are was were be been being am do does did done doing have has had having ' +
    'i me my we us our you your he she they them their who whom whose which what when where why how ' +
    'and or not no nor but if then else than so as at by for from in into of off on onto out over per to up with without about ' +
    'can could may might must shall should will would let lets get gets got make makes made use uses used using ' +
    'there here all any some each every both few more most other such only own same too very just also now ' +
    'please tell show explain describe find give list say know want need help work works working mean means meaning ' +
    'hello hi hey thanks thank bye good morning evening ok okay yes write happen happens handle handled ' +
    'code file files project repo repository folder'
  ).split(' '),
);

/** Terms of a text, in order: identifiers also by their parts, words by their stem. Bare numbers are left out. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const word of text.match(/[\p{L}\p{N}_]+/gu) ?? []) {
    const parts = word
      .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .split(/[\s_]+/);
    for (const part of parts) if (isTerm(part)) terms.push(stem(part.toLowerCase()));
    if (parts.length > 1 && isTerm(word)) terms.push(word.toLowerCase());
  }
  return terms;
}

/** The distinct terms of a question that say what it is about. */
export function subjectOf(question: string): string[] {
  const words = question.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const kept = words.filter((word) => !stopWords.has(word.toLowerCase()));
  return [...new Set(kept.flatMap(termsOf))];
}

function isTerm(word: string): boolean {
  return word.length > 1 && word.length <= 64 && /\p{L}/u.test(word) && !stopWords.has(word.toLowerCase());
}

/** Light stemming of English: enough that "computed", "computes" and "computing" meet "compute". */
function stem(word: string): string {
  if (word.length <= 4) return word.length === 4 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
  const base = word
    .replace(/ies$/, 'y')
    .replace(/(?<=[sxz]|ch|sh)es$/, '')
    .replace(/(?<=[^su])s$/, '')
    .replace(/(?<=[\p{L}]{3})(?:ing|ed)$/u, '')
    .replace(/(?<=[\p{L}]{4})(?:ation|ator|er)$/u, '');
  return base.length > 3 ? base.replace(/e$/, '').replace(/([bdgmnprt])\1$/, '$1') : base;
}
