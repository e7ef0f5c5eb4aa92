/** How far a measuring is: counted from what the engine tells, and how long the rest will take. */
import { t } from '@vscode/l10n';
import type { Expert } from '../../der/core/experts';
import type { MeasureEvent } from '../../measure/measure';
import type { ExpertTask, MeasurePlan } from '../../measure/plan';
import type { MeasuringView } from '../../webview/poolMessages';

/** Answers after which their pace is believed. */
const believed = 4;
/** Notes that are shown; the first ones say what is wrong. */
const mostNotes = 6;

export class MeasureProgress {
  private readonly left: Map<string, number>;
  private readonly names: ReadonlyMap<string, string>;
  private readonly told = new Set<string>();
  private readonly begun: number;
  private done: number;
  private answered = 0;
  private usd = 0;
  private last: string | undefined;

  constructor(
    tasks: readonly ExpertTask[],
    private readonly plan: MeasurePlan,
    /** Milliseconds on a clock that never goes back, without pauses. */
    private readonly now: () => number,
  ) {
    this.left = new Map(tasks.map(({ expert, kinds }) => [expert.id, sum(kinds, ({ open }) => open.length)]));
    this.names = new Map(tasks.map(({ expert }: { expert: Expert }) => [expert.id, expert.name]));
    this.done = sum(tasks, ({ kinds }) => sum(kinds, ({ known }) => known.length));
    this.begun = now();
  }

  take(event: MeasureEvent): void {
    const name = this.names.get(event.expert) ?? event.expert;
    switch (event.type) {
      case 'asking':
        this.last = name;
        this.left.set(event.expert, event.left);
        return;
      case 'kept':
        this.done += 1;
        this.answered += 1;
        this.usd += event.usd ?? 0;
        this.left.set(event.expert, event.left);
        return;
      case 'passedOver':
        this.left.set(event.expert, 0);
        this.told.add(t('{0} failed too often in a row and is passed over: {1}', name, event.message));
        return;
      case 'ungraded':
        if (event.all) this.told.add(event.reason);
        return;
      case 'waiting':
      case 'failed':
        return;
      case 'done':
        this.left.set(event.expert, 0);
    }
  }

  get notes(): readonly string[] {
    return [...this.told].slice(0, mostNotes);
  }

  get view(): NonNullable<MeasuringView['progress']> {
    const known = this.done - this.answered;
    const open = [...this.left.values()].reduce((total, left) => total + left, 0);
    const expected = Math.min(
      this.done + open,
      Math.max(known + this.plan.questions, this.done + Math.sign(open)),
    );
    const rest = expected - this.done;
    const pace =
      this.answered < believed
        ? this.plan.seconds / Math.max(1, this.plan.questions)
        : Math.max(0, this.now() - this.begun) / 1000 / this.answered;
    return {
      done: this.done,
      expected,
      secondsLeft: rest * pace,
      usd: this.usd,
      ...(this.last !== undefined && { expert: this.last }),
    };
  }
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
