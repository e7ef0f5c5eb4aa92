/**
 * Who may decide each setting. A setting that is not here fails the tests: whoever adds one has to think of what a
 * folder from elsewhere could do with it.
 */

/** What a workspace may do with a setting. */
type SettingClass =
  /** Everything: nothing leaves the machine by it, nothing is spent, nothing is run. */
  | 'decides'
  /** Make it stricter than the person's own, never looser; nothing where it is not trusted. */
  | 'tightens'
  /** Nothing: it is of the person and the machine. */
  | 'ignored';

export const settingClasses: Readonly<Record<string, SettingClass>> = {
  'der.preset': 'decides',
  'der.alpha': 'decides',
  'der.beta': 'decides',
  'der.p0': 'decides',
  'der.maxSteps': 'decides',
  'der.transfer': 'decides',
  'der.costUnit': 'decides',
  'der.showDetails': 'decides',
  'der.timeouts.firstTokenSeconds': 'decides',
  'der.timeouts.silenceSeconds': 'decides',
  'der.instructionFiles': 'decides',
  'der.attachOpenFile': 'tightens',
  'der.learnFromUse': 'tightens',
  'der.localOnly': 'tightens',
  'der.checks': 'tightens',
  'der.allowWorkspaceText': 'tightens',
  'der.checkCommand': 'ignored',
  'der.experts': 'ignored',
  'der.loadAhead': 'ignored',
  'der.modelMemoryGb': 'ignored',
  'der.modelsFolder': 'ignored',
  'der.secretFiles': 'ignored',
  'der.spendCapUsd': 'ignored',
  'der.allowUnknownPrice': 'ignored',
};

/** Names of the settings that a workspace may do one of these with, without `der.`. */
export function settingsThat(...classes: readonly SettingClass[]): string[] {
  const found = Object.entries(settingClasses).filter(([, each]) => classes.includes(each));
  return found.map(([name]) => name.replace(/^der\./, ''));
}
