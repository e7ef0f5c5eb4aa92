/** What all built-in tools have in common: nobody has to be asked for them, and they join every pool by themselves. */

/**
 * How a built-in tool comes into a pool.
 * @param words in the person's language, when they are shown
 */
export function builtIn<Entry extends { readonly kind: string }>(
  entry: Entry,
  words: () => { readonly label: string; readonly description: string },
) {
  return {
    usualId: ({ kind }: { readonly kind: string }) => kind,
    whom: () => [],
    discover: () =>
      Promise.resolve({
        offered: [{ entry, source: 'built in', ...words(), joinsByItself: true }],
        problems: [],
      }),
    joining: () => Promise.resolve({ entries: [entry] }),
  };
}

/**
 * How often a tool's answer is what was asked for, given that it answers at all: it declines what it cannot do. Set by
 * hand, since no recorded data has tools in it.
 */
export const toolSkill = { calculator: 0.9, workspace: 0.3 } as const;
