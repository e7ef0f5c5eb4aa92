/** The store of one person or one server: outcomes and times in their files, traces in memory. */
import { keepOutcomes, outcomesFile, readOutcomes, type OutcomeRecord } from '../../der/estimate/outcomes';
import { keepAnswerTimes } from '../../der/estimate/answerTimes';
import { lessonsOf } from '../../der/estimate/routeLessons';
import type { RouteEvent } from '../../der/trace/events';
import { Balances } from '../budget/balances';
import type { Ledger } from '../budget/ledger';
import type { Outcomes, Store } from './store';
import { HeldTraces } from './traces';

type Env = Readonly<Record<string, string | undefined>>;

/** @param ledger of those who have budgets; without one, what is spent is forgotten with the server */
export function embeddedStore(
  env: Env,
  warn: (line: string) => void,
  ledger: Ledger = new Balances(),
): Store {
  return {
    name: 'the files of this machine',
    outcomes: new FiledOutcomes(env, warn),
    ledger,
    traces: new HeldTraces(),
    problem: undefined,
    close: () => Promise.resolve(),
  };
}

/** Read once; what other commands add meanwhile counts from the next start. */
class FiledOutcomes implements Outcomes {
  private known: Promise<OutcomeRecord[]> | undefined;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly env: Env,
    private readonly warn: (line: string) => void,
  ) {}

  read(): Promise<readonly OutcomeRecord[]> {
    this.known ??= readOutcomes(outcomesFile(this.env), this.warn);
    return this.known;
  }

  async learn(events: readonly RouteEvent[]): Promise<void> {
    const { outcomes, times } = lessonsOf(events, new Date().toISOString());
    await this.keep(outcomes);
    await keepAnswerTimes(this.env, times);
  }

  rate(_: string, outcome: OutcomeRecord): Promise<void> {
    return this.keep([outcome]);
  }

  measured(records: readonly OutcomeRecord[]): Promise<void> {
    return this.keep(records);
  }

  onMore(listener: () => void): void {
    this.listeners.push(listener);
  }

  private async keep(outcomes: readonly OutcomeRecord[]): Promise<void> {
    if (outcomes.length === 0) return;
    await keepOutcomes(this.env, outcomes);
    // Not read yet: then they are in the file.
    if (this.known) (await this.known).push(...outcomes);
    for (const listener of this.listeners) listener();
  }
}
