/**
 * The editor turns `[text](command:…)` in notifications and prompts into a link that runs the command. What quotes
 * a setting of the folder or the words of a server must not offer one.
 */
export function escapeCommandLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
