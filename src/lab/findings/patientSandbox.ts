/** A sandbox that is asked far more of a program than a route asks at once. */
import { cannotStart } from '../../checks/sandboxProcess';
import type { RunOutcome, Probe, Sandbox } from '../../checks/sandbox';

/** What one run is asked, about as much as in a route: a program's time is that of a run. */
const atOnce = 60;

/** There is no way to run programs here; the message says what to do. */
class NoSandboxError extends Error {
  override readonly name = 'NoSandboxError';

  constructor() {
    super('The sandbox for programs cannot be started. Run "npm run check -- --help", which builds it anew.');
  }
}

/** Asks part by part. @throws NoSandboxError where nothing can be run at all. */
export function patient(sandbox: Sandbox): Sandbox {
  return {
    async run(program, probes, options) {
      const outcomes: RunOutcome[] = [];
      const ask = async (part: readonly Probe[]) => {
        const result = await sandbox.run(program, part, options);
        if (result.loaded.cannot === cannotStart) throw new NoSandboxError();
        outcomes.push(...result.outcomes);
        return result;
      };
      const { loaded, outcomes: first } = await ask(probes.slice(0, atOnce));
      let isHopeless = !loaded.ok || (first.length > 0 && first.every((outcome) => 'cannot' in outcome));
      for (let at = atOnce; at < probes.length; at += atOnce) {
        const part = probes.slice(at, at + atOnce);
        // A program that does nothing in its time will not do better on more of the same.
        if (isHopeless) outcomes.push(...part.map(() => outcomes[0]!));
        else isHopeless = (await ask(part)).outcomes.every((outcome) => 'cannot' in outcome);
      }
      return { loaded, outcomes };
    },
    dispose: () => sandbox.dispose(),
  };
}
