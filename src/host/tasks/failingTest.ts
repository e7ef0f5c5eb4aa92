/** A test that fails, in the editor's Test Explorer: asks for the code that it tests to be corrected. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { estimateTokens } from '../../der/core/tokens';
import type { Attachment } from '../../der/prompt/attachments';
import type { HostContext } from '../context';
import { panelView } from '../panel/panel';
import { shownOutput } from './output';
import { fileOf } from './subject';
import { withFiles } from './tasks';
import { testedFiles } from './testedFiles';

/** A test, and what its failure says where the menu of a message was used. */
interface Failing {
  readonly test: vscode.TestItem;
  readonly message?: vscode.TestMessage;
}

/**
 * Asks at once, about the test's file and what it tests.
 * @param given what the Test Explorer passes for a test, or for a message of one.
 * @throws Error where it has no file, or the file may not be attached.
 */
export async function fixTest(context: HostContext, given: unknown): Promise<void> {
  const failing = failingOf(given);
  if (!failing?.test.uri)
    throw new Error(t('This test names no file. Open its file, and ask about it with /fix.'));
  const { uri, label } = failing.test;
  const test = await fileOf(uri);
  const tested = await Promise.all((await testedFiles(uri, test.text)).map(readable));
  const attachments = [...tested.flatMap((file) => file ?? []), test, ...outputOf(failing)];
  const text = withFiles(
    t(
      'The test "{0}" fails. Find out why, and correct the code so that it passes. Change the test only where it is the test that is wrong, and nothing else.',
      label,
    ),
  );
  await vscode.commands.executeCommand(`${panelView}.focus`);
  await context.ask({ text, fromWorkspace: true, attachments, turns: [] });
}

function failingOf(given: unknown): Failing | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  if ('test' in given && 'message' in given) return given as Failing;
  return 'id' in given && 'label' in given ? { test: given as vscode.TestItem } : undefined;
}

/** Undefined for a file that may not be attached: the others are asked about all the same. */
function readable(uri: vscode.Uri): Promise<Attachment | undefined> {
  return fileOf(uri).catch(() => undefined);
}

function outputOf({ test, message }: Failing): Attachment[] {
  const said = typeof message?.message === 'string' ? message.message : message?.message.value;
  const compared =
    message?.expectedOutput === undefined
      ? []
      : [`expected: ${message.expectedOutput}`, `actual: ${message.actualOutput ?? ''}`];
  const text = shownOutput([said, ...compared].filter(Boolean).join('\n'));
  if (text.trim() === '') return [];
  return [{ kind: 'problems', label: t('failure of {0}', test.label), text, tokens: estimateTokens(text) }];
}
