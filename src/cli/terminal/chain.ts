/** The chain as a person reads it: events in, text out. Keeps only what later lines refer to. */
import type {
  AnsweredEvent,
  CheckedEvent,
  ChosenEvent,
  DeltaEvent,
  FailedEvent,
  FinishedEvent,
  LoadingEvent,
  JudgedEvent,
  RouteEvent,
  StartedEvent,
} from '../../der/trace/events';
import { unitOf } from '../../der/core/costUnit';
import type { ExpertSummary } from '../../der/core/experts';
import { maskWords, shownByRoute } from '../../der/route/masks';
import { defaultKnobs, rewardSum } from '../../der/core/mdp';
import { stopKey } from '../../der/core/policy';
import { duration, exact, percent, signed } from '../../der/core/format';
import { counted, totalPhrases, usagePhrases } from './formatNumbers';
import { fitted, LineWrapper, printable } from './textLayout';
import { StyledText, type TextStyle } from './styledText';
import { factsText } from '../../der/evidence/factsText';
import { stopReasonText } from './stopReasonText';

const longestQuestion = 400;

export class Chain {
  readonly #styled: StyledText;
  #pool = new Map<string, ExpertSummary>();
  #knobs = defaultKnobs;
  /** Expert of each answer. */
  #authors: string[] = [];
  #judged: readonly number[] = [];
  /** Experts whose mask has been told. */
  #told = new Set<string>();
  #wrapping: { readonly channel: DeltaEvent['channel']; readonly lines: LineWrapper } | undefined;
  #streamed = false;

  constructor(style: TextStyle) {
    this.#styled = new StyledText(style);
  }

  /** What the event adds to the page. */
  render(event: RouteEvent): string {
    switch (event.type) {
      case 'started':
        return this.#started(event);
      case 'retrieved':
        return this.#styled.note(
          `found in your files: ${event.passages.map(({ label }) => label).join(', ')}`,
        );
      case 'chosen':
        return this.#chosen(event);
      case 'loading':
        return this.#loading(event);
      case 'delta':
        return this.#delta(event.channel, event.text);
      case 'relabelled':
        return this.#relabelled();
      case 'failed':
        return this.#failed(event);
      case 'answered':
        return this.#answered(event);
      case 'checked':
        return this.#checked(event);
      case 'judged':
        return this.#judgedAll(event);
      case 'finished':
        return this.#finished(event);
    }
  }

  #started({ question, knobs, models, pool }: StartedEvent): string {
    this.#pool = new Map(pool.map((expert) => [expert.id, expert]));
    this.#knobs = knobs;
    const experts = counted(pool.length, 'expert');
    const steps = `at most ${counted(knobs.maxSteps, 'step')}`;
    const untrained =
      'The networks are untrained: who is chosen, and every predicted quality, means nothing yet.';
    const simulated = 'The experts are simulated: no language model is asked.';
    return [
      this.#styled.lines('bold', fitted(question.trim().replace(/\s+/g, ' '), longestQuestion)),
      this.#styled.lines(
        'dim',
        `${experts} · α ${knobs.alpha}${counting(pool)} · β ${knobs.beta} · p₀ ${knobs.p0} · ${steps}`,
      ),
      models.trained ? '' : this.#styled.lines('yellow', untrained),
      pool.some((expert) => expert.simulated) ? this.#styled.lines('yellow', simulated) : '',
    ].join('');
  }

  #chosen(event: ChosenEvent): string {
    const expert = this.#expert(event.expert);
    const unlabelled = expert.simulated && !expert.name.includes('simulated');
    const tags = [unlabelled ? 'simulated' : '', expert.leavesMachine ? 'leaves this machine' : ''];
    const title = [`Step ${event.step + 1}`, expert.name, ...tags.filter(Boolean)].join(' · ');
    this.#knobs = event.knobs;
    this.#streamed = false;
    return `\n${this.#styled.heading(title)}${this.#styled.note(this.#why(event))}${this.#newlyMasked(event.masked)}`;
  }

  #loading({ expert, usualMs, ahead }: LoadingEvent): string {
    // A line in the middle of an answer would tear it.
    if (ahead) return '';
    const usually = usualMs === undefined ? '' : `; this usually takes ${duration(usualMs)}`;
    return this.#styled.note(`${this.#option(expert)} is loaded into memory first${usually}`);
  }

  #why({ expert, probabilities, shown }: ChosenEvent): string {
    const [next] = Object.entries(probabilities)
      .filter(([id]) => id !== expert)
      .sort(([a, pa], [b, pb]) => pb - pa || (a < b ? -1 : 1));
    const chosen = next
      ? `chosen with ${percent(probabilities[expert] ?? 0)}; next best: ${this.#option(next[0])} with ${percent(next[1])}`
      : 'the only one open';
    const earlier = shown.map((index) => index + 1).join(', ');
    return earlier ? `${chosen}; is shown answer ${earlier}` : chosen;
  }

  #option(id: string): string {
    return id === stopKey ? 'stopping' : this.#expert(id).name;
  }

  #newlyMasked(masked: ChosenEvent['masked']): string {
    const fresh = Object.entries(masked).filter(
      ([id, reason]) => !shownByRoute.has(reason) && !this.#told.has(id),
    );
    fresh.forEach(([id]) => this.#told.add(id));
    const notes = fresh.map(([id, reason]) => `not asked: ${this.#expert(id).name}: ${maskWords(reason)}`);
    return notes.map((note) => this.#styled.note(note)).join('');
  }

  #delta(channel: DeltaEvent['channel'], text: string): string {
    let before = '';
    if (this.#wrapping?.channel !== channel) {
      before = this.#endWrapping();
      const prefix = channel === 'thinking' ? '  ┊ ' : '  │ ';
      this.#wrapping = { channel, lines: new LineWrapper(this.#styled.width, prefix) };
    }
    this.#streamed ||= channel === 'answer';
    return before + this.#tone(channel, this.#wrapping!.lines.push(text));
  }

  #relabelled(): string {
    this.#streamed = false;
    return this.#endWrapping() + this.#styled.note('all this was thinking; the answer begins now');
  }

  #endWrapping(): string {
    const text = this.#wrapping ? this.#tone(this.#wrapping.channel, this.#wrapping.lines.end()) : '';
    this.#wrapping = undefined;
    return text;
  }

  #tone(channel: DeltaEvent['channel'], text: string): string {
    return channel === 'thinking' ? this.#styled.painted('dim', text) : text;
  }

  #failed({ error, expert, usage, totalMs }: FailedEvent): string {
    const partial = this.#endWrapping();
    const { kind, message } = error;
    if (kind === 'declined') return partial + this.#styled.note(`declined, which costs no step: ${message}`);
    const what =
      kind === 'cancelled'
        ? this.#styled.note('stopped', 'yellow')
        : this.#styled.note(`failed: ${message}`, 'red');
    const used = [duration(totalMs), ...usagePhrases(usage, this.#expert(expert))];
    return partial + what + (usage.costB > 0 ? this.#styled.row('used', used) : '');
  }

  #answered({ step, expert, answer, verified, finish, usage, timing }: AnsweredEvent): string {
    this.#authors[step] = expert;
    let text = this.#endWrapping();
    if (!this.#streamed) text += this.#delta('answer', answer) + this.#endWrapping();
    if (verified) text += this.#styled.note('verified by the tool itself');
    if (finish === 'length') text += this.#styled.note('cut off at the token limit');

    const { firstTokenMs, totalMs } = timing;
    const first = totalMs - firstTokenMs > 50 ? [`first token after ${duration(firstTokenMs)}`] : [];
    const used = [duration(totalMs), ...first, ...usagePhrases(usage, this.#expert(expert))];
    return text + this.#styled.row('used', used);
  }

  #checked({ checked }: CheckedEvent): string {
    const lines = checked.answers.flatMap((_, at) => {
      const line = printable(factsText(checked, at));
      return line === '' ? [] : [`answer ${at + 1}: ${line}`];
    });
    return lines.map((line, at) => this.#styled.row(at === 0 ? 'checks' : '', [line])).join('');
  }

  #judgedAll({ judged, estimated, best, reward }: JudgedEvent): string {
    this.#judged = judged;
    const { p0 } = this.#knobs;
    const terms = [
      `quality ${signed(reward.quality)}`,
      `cost ${signed(reward.cost)}`,
      `improvement ${signed(reward.increment)}`,
    ];
    const bars = judged.map((quality, index) => {
      const name = this.#expert(this.#authors[index] ?? '').name;
      const isBest = index === best && judged.length > 1;
      const remarks = [name, quality >= p0 ? 'good enough' : '', isBest ? 'best' : ''];
      return this.#styled.bar(index + 1, quality, p0, remarks.filter(Boolean).join(', '));
    });
    return [
      this.#styled.row('reward', [`${terms.join(', ')} = ${signed(rewardSum(reward))}`]),
      this.#styled.row('quality', [
        `predicted, good enough from p₀ = ${exact(p0)}`,
        ...(estimated ? ['a mere estimate: predictions were not validated on questions like this one'] : []),
      ]),
      ...bars,
    ].join('');
  }

  #finished(event: FinishedEvent): string {
    const { final, totals, bonus } = event;
    const nameOf = (id: string): string => this.#expert(id).name;
    const quality = final ? this.#judged[final.step] : undefined;
    const why = stopReasonText({ finished: event, knobs: this.#knobs, quality, nameOf });
    const closing = [
      ...totalPhrases(totals, unitOf([...this.#pool.values()])),
      ...(bonus === 0 ? [] : [`bonus ${signed(bonus)}`]),
    ];
    return [
      `${this.#endWrapping()}\n`,
      final
        ? this.#styled.heading(`Answer · step ${final.step + 1} · ${nameOf(this.#authors[final.step] ?? '')}`)
        : '',
      final ? `${this.#styled.verbatim(final.answer)}\n` : '',
      this.#styled.lines('bold', why),
      this.#styled.lines('dim', closing.join(' · ')),
    ].join('');
  }

  #expert(id: string): ExpertSummary {
    return (
      this.#pool.get(id) ?? {
        id,
        name: id,
        provider: '',
        costB: 0,
        costEstimated: false,
        leavesMachine: false,
      }
    );
  }
}

/** What α counts, where it is not what it usually does. */
function counting(pool: readonly ExpertSummary[]): string {
  const unit = unitOf(pool);
  return unit === 'compute' ? '' : ` of ${unit}`;
}
