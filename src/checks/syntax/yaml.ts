/** YAML, of one or several documents, and templates of it. */
import type { YAMLParseError } from 'yaml';
import { TooDeep, TooLong, type Fault } from './fault';

/**
 * The first fault, or undefined.
 * @param until by the clock of `performance.now()`
 * @throws TooLong, TooDeep
 */
export async function yamlFault(text: string, until: number): Promise<Fault | undefined> {
  const fault = await documentsFault(text, until);
  if (!fault) return undefined;
  const filled = filledTemplate(text);
  return filled === text || (await documentsFault(filled, until)) ? fault : undefined;
}

async function documentsFault(text: string, until: number): Promise<Fault | undefined> {
  const { Composer, Lexer, Parser } = await import('yaml');
  // Looking for equal keys takes the square of their number.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const parser = new Parser();
  const faultOf = (documents: Iterable<{ errors: readonly YAMLParseError[] }>) => {
    for (const { errors } of documents)
      if (errors[0]?.message.includes('call stack')) throw new TooDeep();
      else if (errors[0])
        return { row: rowOf(text, errors), message: errors[0].message.split('\n')[0] ?? '' };
    return undefined;
  };
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes % 1000 === 0 && performance.now() > until) throw new TooLong();
    for (const token of parser.next(lexeme)) {
      const fault = faultOf(composer.next(token));
      if (fault) return fault;
    }
  }
  for (const token of parser.end()) {
    const fault = faultOf(composer.next(token));
    if (fault) return fault;
  }
  return faultOf(composer.end(false, text.length));
}

/** Where the first error lies. */
function rowOf(text: string, [first, second]: readonly YAMLParseError[]): number {
  let at = first?.pos[0] ?? 0;
  // A key of two lines is a line that is indented too far after a value.
  if (second?.code === 'MULTILINE_IMPLICIT_KEY' && second.pos[0] === at) at = second.pos[1];
  // A quote that is never closed is noticed at the end: the last one in the text is the one that opened.
  const quote = /^Missing closing (["'])/.exec(first?.message ?? '')?.[1];
  if (quote) at = Math.max(0, text.lastIndexOf(quote, at - 1));
  return text.slice(0, Math.min(at, text.trimEnd().length)).split('\n').length - 1;
}

/** With words where a template has its placeholders, without the lines that steer it, and without "..." in lines. */
function filledTemplate(text: string): string {
  return text
    .replace(/^[ \t]*(?:\.{3}|…)[^\n:]*$/gm, '')
    .replace(/^[ \t]*(?:\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\})[ \t]*$/gm, '')
    .replace(/\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\}/g, (placeholder) => '_'.repeat(placeholder.length))
    .replace(/(:[ \t]+)<[\w ./-]{1,60}>/g, '$1_');
}
