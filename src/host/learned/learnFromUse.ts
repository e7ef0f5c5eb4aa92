/** What the person does with answers, kept as weak outcomes unless they switched that off. */
import type { RouteEvent } from '../../der/trace/events';
import type { OutcomeRecord } from '../../der/estimate/outcomes';
import type { Use } from '../../der/estimate/useWeights';

/** An answer of a route. */
interface AnswerPlace {
  readonly route: string;
  readonly step: number;
}

/** Answers whose last use is remembered, so that copying twice is not kept twice. */
const remembered = 100;

export interface UseServices {
  /** Setting `der.learnFromUse`. */
  isOn(): boolean;
  /** All that happened in a route of the conversation that is shown. */
  eventsOf(route: string): Promise<readonly RouteEvent[]>;
  keep(outcomes: readonly OutcomeRecord[]): Promise<void>;
  /** Hears why something could not be kept. */
  report(problem: string): void;
}

export class LearnFromUse {
  private readonly last = new Map<string, Use>();
  /** One after the other, in the order in which they were done. */
  private keeping: Promise<void> = Promise.resolve();

  constructor(private readonly services: UseServices) {}

  /** Keeps what was done with an answer; never throws, since it is beside what the person does. */
  note({ route, step }: AnswerPlace, use: Use): Promise<void> {
    const { isOn, report } = this.services;
    const key = `${route} ${step}`;
    if (!isOn() || this.last.get(key) === use) return this.keeping;
    this.last.delete(key);
    this.last.set(key, use);
    for (const old of [...this.last.keys()].slice(0, -remembered)) this.last.delete(old);
    this.keeping = this.keeping
      .then(() => this.keep({ route, step }, use))
      .catch((error: Error) => report(error.message));
    return this.keeping;
  }

  /** The question of a route is asked again, or one more answer to it is wanted: the one that it gave was not enough. */
  async noteAgain(route: string): Promise<void> {
    if (!this.services.isOn()) return this.keeping;
    const { finalStep } = await import('../../der/estimate/use');
    const step = finalStep(await this.services.eventsOf(route).catch(() => []));
    if (step !== undefined) await this.note({ route, step }, 'askedAgain');
  }

  private async keep({ route, step }: AnswerPlace, use: Use): Promise<void> {
    const { usedOutcomes } = await import('../../der/estimate/use');
    const events = await this.services.eventsOf(route);
    await this.services.keep(usedOutcomes(events, { step, use }, new Date().toISOString()));
  }
}
