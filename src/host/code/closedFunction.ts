/** Functions of Lua and of shells, which a word or a brace closes in a line of its own. */

const forms = [
  /^(?:local\s+)?function\s+([A-Za-z_][\w.:]{0,200})\s*\(/,
  /^(?:local\s+)?([A-Za-z_][\w.]{0,200})\s*=\s*function\s*\(/,
  /^(?:function\s+)?([A-Za-z_][\w:-]{0,200})\s*\(\)\s*\{/,
  /^function\s+([A-Za-z_][\w:-]{0,200})\s*\{/,
];
export const closing = /^(?:end\b|\})/;
/** `twice() { echo "$1$1"; }`, `function one() return 1 end`. */
export const inOneLine = /[;)\s]end$|\}$/;

/** The name of the function that a line opens; undefined where it opens none. */
export function closedFunction(line: string): string | undefined {
  for (const form of forms) {
    const name = form.exec(line)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
