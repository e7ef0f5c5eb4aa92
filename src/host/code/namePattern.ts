/** Names of others' code as parts of a regular expression. */

/** A name by its letters alone. */
export function escaped(name: string): string {
  return name.replace(/[$?!#*+.()[\]\\/^|{}]/g, '\\$&');
}
