/** YAML, of one or several documents, and templates of it. */
import { TooLong, type Fault } from './fault';

/**
 * The first fault, or undefined.
 * @param until by the clock of `performance.now()`
 * @throws TooLong
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
  const faultOf = (documents: Iterable<{ errors: readonly { pos: readonly number[]; message: string }[] }>) => {
    for (const { errors } of documents)
      for (const { pos, message } of errors) {
        const at = Math.min(pos[0] ?? 0, text.trimEnd().length);
        return { row: text.slice(0, at).split('\n').length - 1, message: message.split('\n')[0] ?? message };
      }
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

/** With words where a template has its placeholders, without the lines that steer it, and without "..." in lines. */
function filledTemplate(text: string): string {
  return text
    .replace(/^[ \t]*(?:\.{3}|…)[^\n:]*$/gm, '')
    .replace(/^[ \t]*(?:\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\})[ \t]*$/gm, '')
    .replace(/\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\}/g, (placeholder) => '_'.repeat(placeholder.length))
    .replace(/(:[ \t]+)<[\w ./-]{1,60}>/g, '$1_');
}
