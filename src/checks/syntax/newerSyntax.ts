/** What languages allow and their grammars do not know, said in a way that they know, line by line as before. */
import type { Language } from './languages';

/** @returns the same text where there is nothing of the kind */
export function asGrammarsKnow(text: string, language: Language): string {
  if (language === 'typescript' || language === 'tsx')
    // Variance of type parameters; a class that is abstract and the default.
    return text
      .replace(/([<,][ \t\n]*)(?:in[ \t]+out|in|out)[ \t]+(?=[A-Z])/g, '$1')
      .replace(/\bexport default abstract class\b/g, 'export default class');
  if (language === 'cpp')
    // Macros that export a class, and macros that stand alone.
    return text
      .replace(/\b(class|struct)[ \t]+[A-Z][A-Z0-9]{0,40}_API\b/g, '$1')
      .replace(
        /\b(?:U(?:PROPERTY|FUNCTION|CLASS|STRUCT|ENUM)|Q_[A-Z]{2,20})\((?:[^()\n]|\([^()\n]*\))*\)/g,
        '',
      )
      .replace(/^[ \t]*[A-Z][A-Z0-9_]{2,60}\([^()\n]*\)[ \t]*$/gm, '');
  if (language === 'css')
    return text
      .replace(/(^|[\s,}])\d+\.\d+%(?=[ \t]*[{,])/g, '$10%')
      .replace(
        /@(?:media|import|page|container|supports|scope)\b([^;{}]*)/g,
        (rule: string, prelude: string) =>
          isBalanced(prelude)
            ? `${rule.startsWith('@import') ? '@import "x"' : '@media x'}${prelude.replace(/[^\n]/g, '')}`
            : rule,
      );
  return text;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
