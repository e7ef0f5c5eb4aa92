/** Checks for routes: one sandbox and one set of parsers for all of them, started when an answer first needs them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askedOf } from '../der/evidence/asked';
import type { CheckMode } from '../der/evidence/checkMode';
import type { Checked } from '../der/evidence/findings';
import { readAlone } from '../der/evidence/readAlone';
import { check, type SyntaxCheck } from './check';
import { createSandbox } from './processSandbox';
import { languagesAsked, programsSeen, type SeenLanguage } from './programsSeen';
import { emptyMemory } from './runner';
import type { Sandbox } from './sandbox';
import { languageOf } from './syntax/languages';
import { freeParsers, parse } from './syntax/parse';

interface ChecksPlace {
  /** The folder with the sandbox's bundle and engines. */
  readonly sandbox: string;
  /** The folder of tree-sitter's WebAssembly files. */
  readonly grammars: string;
}

/** Checks all answers of one route; what was found out about an answer is kept for the next check. */
type RouteCheck = ((
  question: string,
  answers: readonly string[],
  signal: AbortSignal,
  earlier?: readonly string[],
) => Promise<Checked>) & { readonly watch?: (piece: string) => void };

/** Less than a route waits, so that what overruns is told as such. */
const budgetMs = 1400;
/** For one block: a parse holds the thread that others wait for. */
const parseMs = 40;

export class RouteChecks {
  private sandbox: Sandbox | undefined;
  private hasTold = false;

  /** @param tell is told once where there is no sandbox; routes go on without one. */
  constructor(
    private readonly place: ChecksPlace,
    private readonly warn: (problem: string) => void,
  ) {}

  /** The check of one route. Where its question asks for a program, the sandbox starts while experts write. */
  forRoute(question: string, mode: CheckMode): RouteCheck {
    if (mode === 'off')
      return (asked, answers, _, earlier) => Promise.resolve(readAlone(asked, answers, earlier));
    const memory = emptyMemory();
    const syntax = syntaxCheck(this.place.grammars);
    const asked = askedOf(question);
    const warmed = new Set<string>();
    const warm = (language: SeenLanguage) => {
      if (mode !== 'all' || warmed.has(language)) return;
      warmed.add(language);
      this.warm(language);
    };
    languagesAsked(asked).forEach(warm);
    const run: RouteCheck = (text, answers, signal, earlier) => {
      const sandbox = mode === 'all' ? this.running() : notRun('The setting der.checks lets nothing run.');
      return check(text, answers, { sandbox, syntax, signal, budgetMs, memory, earlier });
    };
    return Object.assign(run, { watch: programsSeen(warm) });
  }

  dispose(): void {
    this.sandbox?.dispose();
    this.sandbox = undefined;
    freeParsers();
  }

  private running(): Sandbox {
    if (this.sandbox) return this.sandbox;
    if (existsSync(join(this.place.sandbox, 'main.js'))) {
      return (this.sandbox = createSandbox({ folder: this.place.sandbox }));
    }
    if (!this.hasTold) {
      this.hasTold = true;
      this.warn(
        `Programs in answers are not run: there is no sandbox in ${this.place.sandbox}. Install DER again, or build it with npm run check.`,
      );
    }
    return notRun('There is no sandbox on this machine.');
  }

  private warm(language: SeenLanguage): void {
    const { signal } = new AbortController();
    const options = { seed: 0, signal };
    this.running()
      .run({ language, source: '' }, [], options)
      .catch(() => undefined);
  }
}

/** Parses blocks of languages that are known. */
export function syntaxCheck(grammars: string, timeoutMs = parseMs): SyntaxCheck {
  return async (language, text, signal) => {
    if (!languageOf(language)) return undefined;
    // Others have their turn between two blocks.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted)
      return { type: 'cannot', what: 'syntax', reason: 'Checking all answers took too long.' };
    return parse(language, text, { grammars, timeoutMs });
  };
}

/** Stands for a sandbox where nothing is to run. */
function notRun(reason: string): Sandbox {
  return {
    run: (_, probes) =>
      Promise.resolve({
        loaded: { ok: false, cannot: reason, exports: [] },
        outcomes: probes.map(() => ({ cannot: reason })),
      }),
    dispose: () => undefined,
  };
}
