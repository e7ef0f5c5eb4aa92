/** Fences of Markdown within a fence of Markdown that is no longer than they are, as models write them. */

const opening = /^([ \t]{0,12})(`{3,20})([^`]*)$/;
const markdown = /^(?:markdown|md|mdx)\b/i;

interface Open {
  readonly at: number;
  readonly length: number;
  readonly isMarkdown: boolean;
  /** Fences inside that wait for their end. */
  depth: number;
  /** The longest fence inside. */
  inner: number;
}

/** The text with outer fences that are longer than those in them, so that they end where they are meant to. Linear. */
export function withLongFences(text: string): string {
  if (!/```[ \t]{0,3}(?:markdown|mdx?)\b/i.test(text)) return text;
  const lines = text.split('\n');
  let open: Open | undefined;
  let isTilde = false;
  for (const [at, line] of lines.entries()) {
    if (!open && /^[ \t]{0,12}~~~/.test(line)) isTilde = !isTilde;
    if (isTilde) continue;
    const [, , mark, info] = opening.exec(line) ?? [];
    if (mark === undefined) continue;
    const said = info!.trim();
    if (!open) open = { at, length: mark.length, isMarkdown: markdown.test(said), depth: 0, inner: 0 };
    else if (said !== '') {
      if (!open.isMarkdown || mark.length > open.length) continue;
      open.depth++;
      open.inner = Math.max(open.inner, mark.length);
    } else if (open.depth > 0 && mark.length <= open.length) open.depth--;
    else if (mark.length >= open.length) {
      lengthen(lines, [open.at, at], open);
      open = undefined;
    }
  }
  if (open) lengthen(lines, [open.at], open);
  return lines.join('\n');
}

function lengthen(lines: string[], at: readonly number[], { length, inner }: Open): void {
  if (inner < length) return;
  for (const line of at) lines[line] = lines[line]!.replace('```', '````');
}
