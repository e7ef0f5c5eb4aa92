/** The slash commands of the participant: what each wants of the route that answers, and what may follow. */
import type { RequestOverrides } from '../asking/routes';

export interface ChatCommand {
  readonly name: string;
  readonly overrides: RequestOverrides;
}

/** As they stand in the manifest. */
export const chatCommands: readonly ChatCommand[] = [
  { name: 'local', overrides: { localOnly: true } },
  // One answer, whatever it is worth: nobody else is asked.
  { name: 'fast', overrides: { knobs: { maxSteps: 1 } } },
  // No answer is good enough to stop at, and cost does not count.
  { name: 'best', overrides: { knobs: { p0: 1, alpha: 0 } } },
  { name: 'independent', overrides: { knobs: { transfer: 'never' } } },
];

export function overridesOf(command: string | undefined): RequestOverrides {
  return chatCommands.find(({ name }) => name === command)?.overrides ?? {};
}

/** What can be asked of the same question next: nothing that has just been done. */
export function following(command: string | undefined): readonly string[] {
  return ['best', 'independent', 'local'].filter((name) => name !== command);
}
