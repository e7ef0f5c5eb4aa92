/**
 * Whether a tool may change something. The editor does not tell, so that names and first words are gone by, and who is
 * not sure is left out: a route never calls what may write, run, send or buy.
 */

const verbs = new Set(
  [
    'add append apply approve assign book buy call cancel checkout clear click close commit configure control create',
    'delete deploy disable download drag drop edit enable exec execute fill fork format generate import insert install',
    'invite invoke kill launch make manage merge modify move navigate new notify open order patch pay pin post press',
    'publish pull push put refactor reload remember remove rename replace reply reset resolve restart revert run save',
    'schedule scroll select send set shell start stash stop store submit subscribe switch sync task terminal todo toggle',
    'trigger type undo uninstall update upload vote write',
  ].flatMap((line) => line.split(' ')),
);

/** @param description as whoever brings it wrote it; what it says first is what it does */
export function changesThings(name: string, description: string): boolean {
  const inName = wordsOf(name.slice(0, 200));
  const first = wordsOf(description.slice(0, 200)).slice(0, 3);
  return [...inName, ...first].some(
    (word) => verbs.has(word) || verbs.has(base(word)) || verbs.has(`${base(word)}e`),
  );
}

/** Parts of `createFile`, `create_file` and `mcp.create-file`. */
function wordsOf(text: string): string[] {
  const parted = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return parted.match(/[a-z]+/g) ?? [];
}

/** Without the end of `creates`, `writing`, `updated`. */
function base(word: string): string {
  return word.replace(/(?:es|s|ing|ed)$/, '');
}
