/** Which lines of Markdown are fenced code, fences within longer ones included. */

const longestIndentation = 40;

export class Fences {
  /** The fence that is open: its sign, as often as it stood there. */
  private open: string | undefined;

  /** Whether a line, given in order, is code or one of its fences. */
  holds(line: string): boolean {
    const text = line.slice(0, longestIndentation).trimStart() + line.slice(longestIndentation);
    const fence = /^(?:`{3,}|~{3,})/.exec(text)?.[0];
    const rest = fence === undefined ? '' : text.slice(fence.length);
    if (this.open === undefined) {
      // Three backticks and more of them later in the line are code within a sentence.
      const opens = fence !== undefined && !(fence.startsWith('`') && rest.includes('`'));
      if (opens) this.open = fence;
      return opens;
    }
    if (fence?.startsWith(this.open) && rest.trim() === '') this.open = undefined;
    return true;
  }
}
