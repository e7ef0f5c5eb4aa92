/** The bracketed span that starts at `from`, its brackets included; undefined when it is never closed. */
export function balanced(text: string, from: number): string | undefined {
  let depth = 0;
  let quote = '';
  const strings = text[from] === '[' || text.startsWith('{"', from) || text.startsWith("{'", from);
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (strings && (char === '"' || char === "'")) quote = char;
    else if ('[{('.includes(char)) depth++;
    else if (')}]'.includes(char) && --depth === 0) return text.slice(from, at + 1);
  }
  return undefined;
}
