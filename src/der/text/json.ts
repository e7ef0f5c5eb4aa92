/** JSON that others wrote: of a line of a file, of a text. What it holds is checked against a schema by whoever reads it. */

/** The value, or undefined where the text is no JSON. Texts of servers are read by src/providers/wire/json.ts. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
