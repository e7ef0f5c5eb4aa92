/** Measuring with what this machine has: the sandbox, the parsers and the clock. */
import { setTimeout as delay } from 'node:timers/promises';
import { createSandbox } from '../checks/processSandbox';
import { syntaxCheck } from '../checks/routeChecks';
import type { OutcomeRecord } from '../der/estimate/outcomes';
import { gradeAnswer } from './grade';
import { measure, type MeasuredExpert, type MeasureEvent, type MeasureOptions } from './measure';
import type { ExpertTask } from './plan';

/** For one block, in milliseconds; nobody waits for a token. */
const parseMs = 5000;

export interface MeasurePlace {
  /** Folder of the sandbox; without one no program is run. */
  readonly sandbox: string | undefined;
  /** Folder of the parsers of programs. */
  readonly grammars: string;
  /** Keeps what was measured; throws when it cannot. */
  readonly keep: (records: readonly OutcomeRecord[]) => Promise<void>;
}

/** @throws CancelledError when the signal aborts; Error when an outcome cannot be kept. */
export async function measureHere(
  tasks: readonly ExpertTask[],
  place: MeasurePlace,
  options: MeasureOptions,
  report: (event: MeasureEvent) => void,
): Promise<MeasuredExpert> {
  const sandbox = place.sandbox === undefined ? undefined : createSandbox({ folder: place.sandbox });
  const syntax = syntaxCheck(place.grammars, parseMs);
  try {
    return await measure(
      tasks,
      {
        grade: (question, answer, stop) => gradeAnswer(question, answer, { sandbox, syntax }, stop),
        keep: place.keep,
        report,
        now: () => performance.now(),
        wait: (ms, stop) => delay(ms, undefined, { signal: stop }).catch(() => {}),
      },
      options,
    );
  } finally {
    sandbox?.dispose();
  }
}
