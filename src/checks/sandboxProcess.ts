/** Starts the sandbox's process, which may read its own folder and nothing else, and reads what it says. */
import { join } from 'node:path';
import type { Command, Report } from './child/job';
import { reportSchema, understood } from './child/schema';
import { OwnProcess } from './ownProcess';

interface Listener {
  onReport(news: Report): void;
  /** It ended, or says what cannot be understood. */
  onEnd(reason: string): void;
}

const mostLine = 4_000_000;

/** Why nothing runs where the process cannot be had at all. */
export const cannotStart = 'The sandbox cannot be started.';

const reasons = {
  notStarted: cannotStart,
  lost: 'The sandbox was lost.',
  wrong: 'The sandbox said what it never says.',
};

export class SandboxProcess {
  private readonly process: OwnProcess;

  constructor(place: { readonly folder: string; readonly execPath?: string }, listener: Listener) {
    this.process = new OwnProcess(
      {
        script: join(place.folder, 'main.js'),
        execPath: place.execPath,
        // Of the sandbox's own code: no text becomes code.
        flags: ['--disallow-code-generation-from-strings'],
        // No other process starts, and no file but its own folder is read. Where Node has no such permissions it runs
        // without them: the first wall is the engine's.
        permissions: ['--allow-worker', `--allow-fs-read=${join(place.folder, '*')}`],
        mostLine,
      },
      {
        onLine: (line) => {
          const news = understood(reportSchema, line);
          if (news === undefined) return false;
          listener.onReport(news);
          return true;
        },
        onEnd: (how) => listener.onEnd(reasons[how]),
      },
    );
  }

  send(command: Command): void {
    this.process.send(command);
  }

  kill(): void {
    this.process.kill();
  }
}
