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
    'compute computed computes calculate calculated calculates define defined defines declared implement implemented implements located called ' +
    'hello hi hey thanks thank bye good morning evening ok okay yes write happen happens handle handled ' +
    'code file files project repo repository folder'
  ).split(' '),
);

/** Words come again and again: their terms are remembered, within bounds. */
const remembered = new Map<string, readonly string[]>();
const mostRemembered = 50_000;
const longestTerm = 64;
const mostOfWord = 1_000;

/** Terms of a text, in order: identifiers also by their parts, words by their stem. Bare numbers are left out. */
export function termsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const known = remembered.get(word) ?? termsOfWord(word);
    if (remembered.size >= mostRemembered) remembered.clear();
    if (word.length <= longestTerm) remembered.set(word, known);
    return known;
  });
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function termsOfWord(word: string): readonly string[] {
  // Encoded data: its parts are no words.
  if (word.length > mostOfWord) return [];
  const parts = word
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_]+/);
  const whole = parts.length > 1 && isTerm(word) ? [word.toLowerCase()] : [];
  return [...parts.filter(isTerm).map((part) => stem(part.toLowerCase())), ...whole];
}

/** Characters of a question that are read: what comes after is pasted text. */
const longestQuestion = 2_000;

/** The distinct terms of a question that say what it is about. */
export function subjectOf(question: string): string[] {
  const kept = wordsOf(question.slice(0, longestQuestion)).filter(
    (word) => !stopWords.has(word.toLowerCase()),
  );
  return [...new Set(kept.flatMap(termsOf))];
}

function isTerm(word: string): boolean {
  return (
    word.length > 1 && word.length <= longestTerm && /\p{L}/u.test(word) && !stopWords.has(word.toLowerCase())
  );
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

const chain = /([\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|->|#)[\p{L}_$][\p{L}\p{N}_$]*)*)(\()?/gu;

/**
 * The things of the code that a question names: `Cart.totalCents()` as the terms of "Cart" and "totalCents". Words with
 * capitals inside, with a point between, or with a bracket behind.
 */
export function namedIn(question: string): string[][] {
  return [...question.slice(0, longestQuestion).matchAll(chain)]
    .filter(([, name, call]) => call !== undefined || /\W|[\p{L}\p{N}]_|\p{Ll}\p{Lu}/u.test(name!))
    .map(([, name]) => wordsOf(name!).flatMap((word) => termsOfWord(word).slice(-1)))
    .filter((terms) => terms.length > 0);
}

const declaration =
  /\b(?:function|class|interface|type|enum|const|let|var|def|fn|func|struct|trait|impl|module|namespace|object|record|macro)\s+\*?([\p{L}_$][\p{L}\p{N}_$]*)|^#+\s+(\S.*)$/gmu;

/** A method by its line: modifiers, a name, its parameters, and the brace that opens it. */
const method =
  /^[ \t]*(?:(?:public|private|protected|static|async|override|abstract|final|get|set)[ \t]+)*[*#]?([\p{L}_$][\p{L}\p{N}_$]*)\(/u;
const statements = new Set(
  'if for while switch catch with function return do else try using lock'.split(' '),
);

/** The names that a passage declares, and its headings: what it is about rather than what it mentions. */
export function declaredIn(text: string): string {
  const names = [...text.matchAll(declaration)].map(([, name, heading]) => name ?? heading);
  const methods = text
    .split('\n')
    .filter((line) => line.trimEnd().endsWith('{'))
    .map((line) => method.exec(line)?.[1] ?? '')
    .filter((name) => name !== '' && !statements.has(name));
  return [...names, ...methods].join(' ');
}

/** A word that names a thing of the code rather than of the world: `costB`, `max_steps`, `BM25`. */
export function looksLikeIdentifier(question: string, term: string): boolean {
  return wordsOf(question.slice(0, longestQuestion)).some(
    (word) => /[_\d]|\p{Ll}\p{Lu}|^\p{Lu}{2,}/u.test(word) && termsOfWord(word).includes(term),
  );
}
