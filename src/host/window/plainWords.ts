import { escapeCommandLinks } from './escapeCommandLinks';

/**
 * A sentence for notifications and prompts, which know no code: what stands between backticks stands between
 * quotation marks there, and nothing becomes a link that runs a command.
 */
export function plainWords(text: string): string {
  return escapeCommandLinks(text.replace(/`([^`\n]+)`/g, '"$1"'));
}
