import { expect, it } from 'vitest';
import { readSettings } from '../../../src/host/settings/settings';
import { escapeCommandLinks } from '../../../src/host/window/escapeCommandLinks';

/** What the workbench takes for a link (parseLinkedText in vs/base/common/linkedText.ts). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

it('offers no link of what a setting quotes, and changes nothing else', () => {
  const value = '[Put it right](command:workbench.action.terminal.new)';
  const { problems } = readSettings({
    get: (name) => (name === 'transfer' ? value : undefined),
    inspect: () => ({ user: undefined, workspace: undefined }),
  });
  expect(problems[0]).toMatch(link);
  expect(escapeCommandLinks(problems[0]!)).not.toMatch(link);
  expect(escapeCommandLinks('a [list] (of) f(x)[0]')).toBe('a [list] (of) f(x)[0]');
});
