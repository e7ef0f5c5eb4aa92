/** The chain as a person reads it: events in, text out. Keeps only what later lines refer to. */
import { createColors } from 'picocolors';
import type {
  AnsweredEvent,
  ChosenEvent,
  DeltaEvent,
  FailedEvent,
  FinishedEvent,
  JudgedEvent,
  RouteEvent,
  StartedEvent,
} from '../../der/events';
import type { ExpertSummary } from '../../der/experts';
import { maskReasons } from '../../der/masks';
import { defaultKnobs, rewardSum } from '../../der/mdp';
import { stopKey } from '../../der/policy';
import { columns, fitted, Flow, printable, wrapped } from './flow';
import { counted, duration, fraction, percent, signed, totalPhrases, usagePhrases } from './figures';
import { stopWords } from './stopWords';

export interface ChainStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

const widestGauge = 30;
const labelWidth = 10;
const indent = '  ';

/** Masks that the chain itself has shown already. */
const evident = new Set(['answered_last', 'tool_asked', 'declined', 'failed']);

export class Chain {
  readonly #paint;
  readonly #width: number;
  #pool = new Map<string, ExpertSummary>();
  #knobs = defaultKnobs;
  #authors: string[] = [];
  #judged: readonly number[] = [];
  #told = new Set<string>();
  #flow: { readonly channel: DeltaEvent['channel']; readonly lines: Flow } | undefined;
  #streamed = false;

  constructor({ width, color }: ChainStyle) {
    this.#paint = createColors(color);
    this.#width = Math.max(40, Math.min(width, 100));
  }

  /** What the event adds to the page. */
  render(event: RouteEvent): string {
    switch (event.type) {
      case 'started':
        return this.#started(event);
      case 'chosen':
        return this.#chosen(event);
      case 'delta':
        return this.#delta(event.channel, event.text);
      case 'failed':
        return this.#failed(event);
      case 'answered':
        return this.#answered(event);
      case 'judged':
        return this.#judgedAll(event);
      case 'finished':
        return this.#finished(event);
    }
  }

  #started({ question, knobs, models, pool }: StartedEvent): string {
    this.#pool = new Map(pool.map((expert) => [expert.id, expert]));
    this.#knobs = knobs;
    const settings = [
      counted(pool.length, 'expert'),
      `α ${knobs.alpha}`,
      `β ${knobs.beta}`,
      `p₀ ${knobs.p0}`,
      `at most ${counted(knobs.maxSteps, 'step')}`,
    ];
    const asked = [...graphemesOf(question.trim().replace(/\s+/g, ' '))].slice(0, 400).join('');
    const notes = [
      models.trained
        ? ''
        : 'The networks are untrained: who is chosen, and every predicted quality, means nothing yet.',
      pool.some(isSimulated) ? 'The experts are simulated: no language model is asked.' : '',
    ];
    return (
      painted(this.#paint.bold, wrapped(asked, this.#width)) +
      painted(this.#paint.dim, wrapped(settings.join(' · '), this.#width)) +
      notes.map((note) => painted(this.#paint.yellow, wrapped(note, this.#width))).join('')
    );
  }

  #chosen(event: ChosenEvent): string {
    const expert = this.#expert(event.expert);
    const unlabelled = isSimulated(expert) && !expert.name.includes('simulated');
    const tags = [unlabelled ? 'simulated' : '', expert.leavesMachine ? 'leaves this machine' : ''];
    const title = [`Step ${event.step + 1}`, expert.name, ...tags.filter(Boolean)].join(' · ');
    this.#knobs = event.knobs;
    this.#streamed = false;
    return `\n${this.#heading(title)}${this.#note(this.#why(event))}${this.#newlyMasked(event.masked)}`;
  }

  #why({ expert, probabilities, shown }: ChosenEvent): string {
    const [next] = Object.entries(probabilities)
      .filter(([id]) => id !== expert)
      .sort(([a, pa], [b, pb]) => pb - pa || (a < b ? -1 : 1));
    const alone = next === undefined;
    const chosen = alone ? 'the only one open' : `chosen with ${percent(probabilities[expert] ?? 0)}`;
    const rival = alone ? '' : `; next best: ${this.#option(next[0])} with ${percent(next[1])}`;
    const earlier = shown.map((index) => index + 1).join(', ');
    return `${chosen}${rival}${earlier ? `; is shown answer ${earlier}` : ''}`;
  }

  #option(id: string): string {
    return id === stopKey ? 'stopping' : this.#expert(id).name;
  }

  #newlyMasked(masked: Readonly<Record<string, string>>): string {
    const fresh = Object.entries(masked).filter(
      ([id, reason]) => !evident.has(reason) && !this.#told.has(id),
    );
    fresh.forEach(([id]) => this.#told.add(id));
    const words: Readonly<Record<string, string>> = maskReasons;
    return fresh
      .map(([id, reason]) => this.#note(`not asked: ${this.#option(id)}: ${words[reason] ?? reason}`))
      .join('');
  }

  #delta(channel: DeltaEvent['channel'], text: string): string {
    let out = '';
    if (this.#flow?.channel !== channel) {
      out += this.#endFlow();
      this.#flow = { channel, lines: new Flow(this.#width, channel === 'thinking' ? '  ┊ ' : '  │ ') };
    }
    this.#streamed ||= channel === 'answer';
    return out + this.#tone(channel, this.#flow!.lines.push(text));
  }

  #endFlow(): string {
    const text = this.#flow ? this.#tone(this.#flow.channel, this.#flow.lines.end()) : '';
    this.#flow = undefined;
    return text;
  }

  #tone(channel: DeltaEvent['channel'], text: string): string {
    return channel === 'thinking' ? painted(this.#paint.dim, text) : text;
  }

  #failed({ error, expert, usage, totalMs }: FailedEvent): string {
    const wait =
      error.retryAfterMs === undefined ? '' : ` It takes requests again in ${duration(error.retryAfterMs)}.`;
    const partial = this.#endFlow();
    if (error.kind === 'declined')
      return partial + this.#note(`declined, which costs no step: ${error.message}`);
    const what = error.kind === 'cancelled' ? 'stopped' : `failed: ${error.message}${wait}`;
    const used =
      usage.costB > 0
        ? this.#row('used', [duration(totalMs), ...usagePhrases(usage, this.#expert(expert))])
        : '';
    const paint = error.kind === 'cancelled' ? this.#paint.yellow : this.#paint.red;
    return partial + painted(paint, wrapped(what, this.#width, indent)) + used;
  }

  #answered(event: AnsweredEvent): string {
    this.#authors[event.step] = event.expert;
    const text = this.#streamed
      ? this.#endFlow()
      : this.#endFlow() + this.#delta('answer', event.answer) + this.#endFlow();
    const { firstTokenMs, totalMs } = event.timing;
    const first = totalMs - firstTokenMs > 50 ? [`first token after ${duration(firstTokenMs)}`] : [];
    const remarks = [
      event.verified ? 'verified by the tool itself' : '',
      event.finish === 'length' ? 'cut off at the token limit' : '',
    ].filter(Boolean);
    return (
      text +
      remarks.map((remark) => this.#note(remark)).join('') +
      this.#row('used', [
        duration(totalMs),
        ...first,
        ...usagePhrases(event.usage, this.#expert(event.expert)),
      ])
    );
  }

  #judgedAll({ judged, best, reward }: JudgedEvent): string {
    this.#judged = judged;
    const terms = [
      `quality ${signed(reward.quality)}`,
      `cost ${signed(reward.cost)}`,
      `improvement ${signed(reward.increment)}`,
    ];
    const sum = `${terms.join(', ')} = ${signed(rewardSum(reward))}`;
    const bars = judged.map((p, index) => this.#gauge(index, p, index === best && judged.length > 1));
    return (
      this.#row('reward', [sum]) +
      this.#row('quality', [`predicted, good enough from p₀ = ${fraction(this.#knobs.p0)}`]) +
      bars.join('')
    );
  }

  /** One answer's predicted quality against p₀. */
  #gauge(index: number, quality: number, best: boolean): string {
    const enough = quality >= this.#knobs.p0;
    const gaugeWidth = Math.max(12, Math.min(widestGauge, this.#width - 38));
    const filled = Math.round(quality * gaugeWidth);
    const mark = Math.min(gaugeWidth - 1, Math.round(this.#knobs.p0 * gaugeWidth));
    const cells = Array.from({ length: gaugeWidth }, (_, cell) =>
      cell === mark ? '┃' : cell < filled ? '█' : '░',
    ).join('');
    const bar = enough ? this.#paint.green(cells) : this.#paint.yellow(cells);
    const verdict = [enough ? 'good enough' : '', best ? 'best' : ''].filter(Boolean).join(', ');
    const left = `${' '.repeat(labelWidth)}${String(index + 1).padStart(2)} `;
    const room = this.#width - columns(left) - gaugeWidth - 6;
    const name = fitted(
      [this.#expert(this.#authors[index] ?? '').name, verdict].filter(Boolean).join(', '),
      room,
    );
    return `${left}${bar} ${fraction(quality)} ${this.#paint.dim(name)}`.trimEnd() + '\n';
  }

  #finished(event: FinishedEvent): string {
    const { final, totals, bonus } = event;
    const ending = {
      finished: event,
      knobs: this.#knobs,
      quality: final ? this.#judged[final.step] : undefined,
    };
    const nameOf = (id: string): string => this.#expert(id).name;
    const answer = final
      ? `${this.#heading(`Answer · step ${final.step + 1} · ${nameOf(this.#authors[final.step] ?? '')}`)}${this.#verbatim(final.answer)}`
      : '';
    const why = wrapped(stopWords({ ...ending, nameOf }), this.#width);
    const closing = [...totalPhrases(totals), ...(bonus === 0 ? [] : [`bonus ${signed(bonus)}`])].join(' · ');
    return `${this.#endFlow()}\n${answer && `${answer}\n`}${painted(this.#paint.bold, why)}${painted(this.#paint.dim, wrapped(closing, this.#width))}`;
  }

  /** The answer to be copied: prose in lines of the page, code as it is. */
  #verbatim(answer: string): string {
    let fenced = false;
    return printable(answer.trim())
      .split('\n')
      .map((line) => {
        const fence = /^\s*(```|~~~)/.test(line);
        const code = fenced || fence;
        if (fence) fenced = !fenced;
        return code || line === '' ? `${line}\n` : wrapped(line, this.#width);
      })
      .join('');
  }

  #heading(title: string): string {
    const text = fitted(title, this.#width - 6);
    const rule = '─'.repeat(Math.max(0, this.#width - columns(text) - 4));
    return `${this.#paint.cyan('──')} ${this.#paint.bold(text)} ${this.#paint.cyan(rule)}\n`;
  }

  #note(text: string): string {
    return painted(this.#paint.dim, wrapped(text, this.#width, indent));
  }

  #row(label: string, phrases: readonly string[]): string {
    const lines = wrapped(phrases.join(' · '), this.#width, ' '.repeat(labelWidth));
    return painted(this.#paint.dim, `${indent}${label}`.padEnd(labelWidth) + lines.slice(labelWidth));
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

/** Paint that ends with each line, so that what is cut by line stays whole. */
function painted(paint: (text: string) => string, text: string): string {
  return text.replace(/[^\n]+/g, (line) => paint(line));
}

function isSimulated({ provider }: ExpertSummary): boolean {
  return provider === 'simulated';
}

function* graphemesOf(text: string): Generator<string> {
  for (const { segment } of new Intl.Segmenter().segment(text)) yield segment;
}
