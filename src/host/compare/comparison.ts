/** A blind comparison in the editor: two strategies answer out of sight, the person judges, then sees who it was. */
import { t } from '@vscode/l10n';
import { contenderOf, type Contender } from '../../der/comparison/contender';
import { hash } from '../../der/comparison/experiment';
import { keepOwnVote, readOwnVotes } from '../../der/comparison/ownVotes';
import { keepPreferences, preferenceOutcomes } from '../../der/comparison/preferences';
import { nobody } from '../../der/comparison/report';
import { strategyNamed, type Strategy } from '../../der/comparison/strategy';
import type { Verdict, Vote } from '../../der/comparison/vote';
import { CancelledError } from '../../der/core/expertErrors';
import type { Expert } from '../../der/core/experts';
import type { Knobs } from '../../der/core/mdp';
import { questionError } from '../../der/core/question';
import { readAlone } from '../../der/evidence/readAlone';
import { ruledOut } from '../../der/route/masks';
import type { Trace } from '../../der/trace/trace';
import type { ComparisonStage, ComparisonView } from '../../webview/comparisonMessages';
import type { Question } from '../asking/routes';
import { labelOf, strategyViews } from './labels';
import { predictionTally, tallies } from './tallies';

/** What a comparison needs of the editor side. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  pool(): Promise<readonly Expert[]>;
  /** Id of the expert that is expected to be best on the whole; undefined where there is no model. */
  best(question: string): Promise<string | undefined>;
  /** The person's own. */
  knobs(): Knobs;
  /** Runs one route by what binds every route. */
  ask(question: Question): Promise<Trace>;
  stop(): Promise<void>;
  /** Whether the strategy that was named first stands on the left. */
  firstIsLeft(): boolean;
  show(view: ComparisonView): void;
}

interface Placed {
  readonly left: Contender;
  readonly right: Contender;
}

export class BlindComparison {
  private state: ComparisonStage = { stage: 'question' };
  private question = '';
  private chosen: readonly [string, string] = ['der', 'best_single'];
  private pool: readonly Expert[] = [];
  private votes: readonly Vote[] = [];
  private placed: Placed | undefined;
  /** Counts beginnings: what was begun before the last one is not shown any more. */
  private run = 0;

  constructor(private readonly around: Surroundings) {}

  /** Looks for who can be asked and what was said before. */
  async open(): Promise<void> {
    this.pool = await this.around.pool();
    this.votes = await readOwnVotes(this.around.env);
    this.show();
  }

  async begin(question: string, names: readonly [string, string]): Promise<void> {
    if (this.state.stage === 'answering') return;
    this.question = question;
    this.chosen = names;
    const wrong = questionError(question);
    if (wrong) return this.to({ stage: 'question', problem: wrong });
    if (names[0] === names[1])
      return this.to({ stage: 'question', problem: t('Choose two ways to answer that differ.') });
    const run = ++this.run;
    this.to({ stage: 'answering', answered: 0 });
    try {
      const placed = await this.answers(run);
      if (run !== this.run) return;
      if (placed) await this.uncoverable(placed);
    } catch (error) {
      if (run !== this.run) return;
      const isCancelled = error instanceof CancelledError;
      this.to({ stage: 'question', ...(!isCancelled && { problem: (error as Error).message }) });
    }
  }

  /** Both answers; undefined where there is none to compare, which has been told by then. */
  private async answers(run: number): Promise<Placed | undefined> {
    this.pool = await this.around.pool();
    const best = await this.around.best(this.question);
    const strategies = this.chosen.map((name) => strategyNamed(name, this.around.knobs(), this.pool, best));
    const contenders: Contender[] = [];
    for (const strategy of strategies) {
      if (run !== this.run) return undefined;
      const trace = await this.around.ask(this.questionBy(strategy));
      if (run !== this.run) return undefined;
      const contender = contenderOf(strategy.name, trace);
      if (trace.stop === 'user' || !contender) {
        const problem = trace.stop === 'user' ? undefined : this.whyNobody(strategy, trace);
        this.to({ stage: 'question', ...(problem !== undefined && { problem }) });
        return undefined;
      }
      contenders.push(contender);
      if (contenders.length < strategies.length) this.to({ stage: 'answering', answered: 1 });
    }
    const [one, other] = contenders as [Contender, Contender];
    return this.around.firstIsLeft() ? { left: one, right: other } : { left: other, right: one };
  }

  private questionBy({ knobs, expert }: Strategy): Question {
    return { text: this.question, fromWorkspace: false, unseen: true, overrides: { knobs, only: expert } };
  }

  /** Two answers of one text are a tie that nobody has to be asked for. */
  private async uncoverable(placed: Placed): Promise<void> {
    this.placed = placed;
    const [left, right] = [placed.left.answer, placed.right.answer];
    if (left.trim() === right.trim()) await this.uncover('tie', true);
    else this.to({ stage: 'rating', left, right });
  }

  async judge(verdict: Verdict): Promise<void> {
    if (this.state.stage === 'rating') await this.uncover(verdict, false);
  }

  private async uncover(verdict: Verdict, same: boolean): Promise<void> {
    const { left, right } = this.placed!;
    const { env } = this.around;
    const answers = [left.answer, right.answer];
    const vote: Vote = {
      question: hash(this.question),
      kind: readAlone(this.question, answers).kind,
      rater: same ? nobody : 'you',
      left: left.side,
      right: right.side,
      verdict,
    };
    this.votes = [...this.votes, vote];
    this.to({
      stage: 'uncovered',
      left: left.answer,
      right: right.answer,
      verdict,
      same,
      sides: [this.uncovered(left), this.uncovered(right)],
    });
    await keepOwnVote(env, vote);
    if (same) return;
    const said = this.votes.filter(({ question, rater }) => question === vote.question && rater !== nobody);
    await keepPreferences(env, preferenceOutcomes(this.question, said, new Date().toISOString()));
  }

  private uncovered({ side: { strategy, expert, steps, ms, usd, quality } }: Contender) {
    const name = this.pool.find(({ id }) => id === expert)?.name ?? expert;
    return { label: labelOf(strategy, this.pool), expert: name, steps, ms, usd, quality };
  }

  /** Stops who is asked. */
  async cancel(): Promise<void> {
    if (this.state.stage !== 'answering') return;
    this.run += 1;
    this.to({ stage: 'question' });
    await this.around.stop();
  }

  /** The way to another question; what stood there was told apart and is done with. */
  next(): void {
    if (this.state.stage !== 'uncovered') return;
    this.question = '';
    this.placed = undefined;
    this.to({ stage: 'question' });
  }

  private to(state: ComparisonStage): void {
    this.state = state;
    this.show();
  }

  /** Sends all that the view shows. */
  show(): void {
    const { chosen, question, state } = this;
    this.around.show({
      strategies: strategyViews(this.pool),
      chosen,
      question,
      state,
      // While answers are judged, what is known of strategies stays as it was.
      tallies: tallies(this.votes, this.pool),
      prediction: predictionTally(this.votes),
    });
  }

  private whyNobody({ name }: Strategy, { error, attempts, stopDecision }: Trace): string {
    const nameOf = (id: string) => this.pool.find((expert) => expert.id === id)?.name ?? id;
    const why = [
      ...(error === undefined ? [] : [error]),
      ...attempts.map((attempt) => attempt.error.message),
      ...ruledOut(stopDecision?.masked ?? {}, nameOf),
    ];
    return `${t('{0} gave no answer.', labelOf(name, this.pool))} ${why.join(' ')}`.trim();
  }
}
