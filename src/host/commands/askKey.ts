/** The two steps of a key: its name, and the key itself, which stays open until the service takes it. */
import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cleanKey, isSendable } from '../../providers/apiKeys';
import { looksLikeKey } from '../../providers/keyShape';
import type { KeyVerdict } from '../setUp/keyCheck';
import { plainWords } from '../window/plainWords';

const namePattern = /^[A-Za-z_][\w.-]{0,63}$/;

/** What was given where a name was asked: a key that was pasted there is taken for one. */
export type NameOrKey = { readonly name: string } | { readonly key: string };

/** Undefined when the person gave up. From the moment it looks like a key, what is typed is not shown. */
export function askName(): Promise<NameOrKey | undefined> {
  const box = vscode.window.createInputBox();
  box.title = t('Name of the API key');
  box.prompt = t('Experts refer to the key by this name.');
  box.placeholder = 'TEAM_GATEWAY_KEY';
  box.onDidChangeValue((value) => {
    box.password = looksLikeKey(cleanKey(value));
    box.validationMessage =
      box.password || value === '' || namePattern.test(value)
        ? undefined
        : t(
            'Letters, digits, dots, dashes and underscores; a letter or underscore first. Not the key itself.',
          );
    box.prompt = box.password
      ? t('This is a key, not a name. Press Enter to go on with it as the key.')
      : t('Experts refer to the key by this name.');
  });
  return answerOf(box, () => {
    const key = cleanKey(box.value);
    if (looksLikeKey(key)) return { key };
    return namePattern.test(box.value) ? { name: box.value } : undefined;
  });
}

/**
 * The key, cleaned; undefined when the person gave up. One that is refused cannot be stored; where the service could
 * not be asked, a second Enter takes the key as it is.
 */
export function askKey(
  name: string,
  pasted: string,
  check: (key: string) => Promise<KeyVerdict | undefined>,
): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = t('API key {0}', name);
  box.prompt = t('Kept in the secret storage of the editor, never in settings.');
  box.password = true;
  box.ignoreFocusOut = true;
  box.value = pasted;
  let unsure: string | undefined;
  box.onDidChangeValue((value) => {
    box.validationMessage = value === '' ? undefined : keyProblem(value);
  });
  return answerOf(box, async () => {
    const key = cleanKey(box.value);
    box.validationMessage = keyProblem(box.value);
    if (box.validationMessage) return undefined;
    if (key === unsure) return key;
    box.busy = true;
    box.enabled = false;
    const verdict = await check(key);
    box.busy = false;
    box.enabled = true;
    if (verdict === undefined || verdict.state === 'works') return key;
    const problem = plainWords(verdict.problem);
    if (verdict.state === 'refused') box.validationMessage = problem;
    else {
      unsure = key;
      box.validationMessage = {
        message: t('{0} The key is not checked. Press Enter again to store it all the same.', problem),
        severity: vscode.InputBoxValidationSeverity.Warning,
      };
    }
    return undefined;
  });
}

/** Quotes, `Bearer` and what else was copied along are taken off; what remains must be a key. */
function keyProblem(pasted: string): string | undefined {
  const key = cleanKey(pasted);
  if (key === '') return t('Paste the key.');
  if (isSendable(key) && !/\s/.test(key)) return undefined;
  return t('This holds a blank, a line break or another character that no key has. Copy the key alone.');
}

/** Shows the box until `accept` has something, or the person leaves it, which is undefined. */
function answerOf<T>(
  box: vscode.InputBox,
  accept: () => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    box.onDidAccept(async () => {
      try {
        const answer = await accept();
        if (answer === undefined) return;
        resolve(answer);
      } catch (error) {
        reject(error as Error);
      }
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
