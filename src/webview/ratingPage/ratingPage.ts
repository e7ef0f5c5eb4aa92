/** The page on which a rater compares answers: works from a file, asks nobody anything, keeps what is said here. */
import { mostRaterCharacters, type BlindPage, type BlindRating } from '../protocol';
import { answerNodes } from './answerNodes';
import { RatingProgress } from './progress';
import { raterOrder, type PlacedPair } from './raterOrder';

const choices = [
  { verdict: 'left', key: 'a', label: 'A is better' },
  { verdict: 'right', key: 'b', label: 'B is better' },
  { verdict: 'tie', key: 't', label: 'Equally good' },
  { verdict: 'both_bad', key: 'x', label: 'Both are bad' },
] as const;

export class RatingPage {
  private progress: RatingProgress | undefined;
  private order: readonly PlacedPair[] = [];
  /** Place of the pair that is shown; beyond the last one at the end. */
  private at = 0;

  constructor(
    private readonly page: BlindPage,
    private readonly root: HTMLElement,
  ) {
    document.addEventListener('keydown', this.pressed);
    this.askName();
  }

  private askName(): void {
    const input = element('input', { id: 'rater', required: true, maxLength: mostRaterCharacters });
    const form = element(
      'form',
      {},
      element('label', { htmlFor: 'rater' }, 'Your name, as it will stand in your ratings'),
      input,
      element('button', {}, 'Begin'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const rater = input.value.trim();
      if (rater !== '') this.begin(rater);
    });
    const count = this.page.items.length;
    this.root.replaceChildren(
      title(),
      element(
        'p',
        {},
        `${count} ${count === 1 ? 'pair' : 'pairs'} of answers. Read both, then say which one helps more. ` +
          'Nobody sees who wrote them, and the order is drawn for you. What you say stays in this browser ' +
          'until you save it as a file.',
      ),
      form,
    );
    input.focus();
  }

  private begin(rater: string): void {
    const { experiment, items } = this.page;
    this.progress = new RatingProgress(experiment, rater, storage());
    this.order = raterOrder(experiment, rater, items);
    this.at = this.nextOpen(0);
    this.show();
  }

  /** The first pair from a place on that is not rated yet. */
  private nextOpen(from: number): number {
    const open = this.order.findIndex(({ item }, at) => at >= from && !this.progress!.of(item.id));
    return open < 0 ? this.order.length : open;
  }

  private show(): void {
    const placed = this.order[this.at];
    this.root.replaceChildren(title(), ...(placed ? this.pair(placed) : this.end()), this.footer(placed));
    window.scrollTo(0, 0);
    this.root.querySelector<HTMLElement>('h2')?.focus();
  }

  private pair({ item, left }: PlacedPair): Node[] {
    const answer = (name: string, text: string) =>
      element('section', { className: 'answer' }, element('h3', {}, name), framed(text));
    return [
      element('h2', { tabIndex: -1 }, `Pair ${this.at + 1} of ${this.order.length}`),
      element('section', { className: 'question' }, element('h3', {}, 'Question'), framed(item.question)),
      element(
        'div',
        { className: 'answers' },
        answer('A', item.answers[left]),
        answer('B', item.answers[1 - left]!),
      ),
    ];
  }

  private end(): Node[] {
    const open = this.order.length - this.progress!.count;
    return [
      element('h2', { tabIndex: -1 }, open > 0 ? 'The end, with some left out' : 'That was the last one'),
      element(
        'p',
        {},
        `${this.progress!.count} of ${this.order.length} pairs are rated. Save your ratings and hand the file to whoever gave you this page.`,
      ),
    ];
  }

  private footer(placed: PlacedPair | undefined): HTMLElement {
    const said = placed && this.progress!.of(placed.item.id)?.verdict;
    const verdictButtons = choices.map(({ verdict, key, label }) => {
      const button = element('button', { type: 'button', className: 'verdict' }, `${label} `, kbd(key));
      button.setAttribute('aria-pressed', String(said === verdict));
      button.addEventListener('click', () => this.say(verdict));
      return button;
    });
    const step = (label: string, key: string, enabled: boolean, act: () => void) => {
      const button = element('button', { type: 'button', disabled: !enabled }, `${label} `, kbd(key));
      button.addEventListener('click', act);
      return button;
    };
    const save = element('button', { type: 'button', className: 'save' }, 'Save my ratings');
    save.addEventListener('click', () => this.save());
    const count = element('output', {}, `${this.progress!.count} of ${this.order.length} rated`);
    const warning = this.progress!.isKept
      ? ''
      : 'This browser keeps nothing for this page: save your ratings before you close it.';
    return element(
      'footer',
      {},
      ...(placed ? [element('div', { className: 'verdicts' }, ...verdictButtons)] : []),
      element(
        'div',
        { className: 'steps' },
        step('Back', '←', this.at > 0, () => this.go(-1)),
        step(said ? 'Next' : 'Skip', '→', placed !== undefined, () => this.go(1)),
        count,
        save,
      ),
      element('p', { className: 'warning', role: 'alert' }, warning),
    );
  }

  private say(verdict: BlindRating['verdict']): void {
    const placed = this.order[this.at];
    if (!placed) return;
    const { item, left } = placed;
    this.progress!.say({ item: item.id, left, verdict, at: new Date().toISOString() });
    this.go(1);
  }

  private go(by: number): void {
    this.at = Math.min(this.order.length, Math.max(0, this.at + by));
    this.show();
  }

  private save(): void {
    const { file } = this.progress!;
    const blob = new Blob([JSON.stringify(file, undefined, 1)], { type: 'application/json' });
    const url = URL.createObjectURL(blob);
    const name = file.rater.replace(/[^\p{L}\p{N}]+/gu, '-');
    element('a', { href: url, download: `ratings-${name}-${file.experiment.slice(0, 6)}.json` }).click();
    // The browser has begun to read it by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (!this.progress || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof HTMLInputElement) return;
    const choice = choices.find(({ key }) => key === event.key.toLowerCase());
    if (choice) this.say(choice.verdict);
    // In a block of code the arrows scroll it.
    else if (event.target instanceof HTMLPreElement) return;
    else if (event.key === 'ArrowLeft') this.go(-1);
    else if (event.key === 'ArrowRight') this.go(1);
    else return;
    event.preventDefault();
  };
}

function title(): HTMLElement {
  return element('h1', {}, 'Which answer is better?');
}

function framed(text: string): HTMLElement {
  const frame = element('div', { className: 'text', dir: 'auto' });
  frame.append(answerNodes(text));
  return frame;
}

function kbd(key: string): HTMLElement {
  return element('kbd', {}, key.toUpperCase());
}

/** The browser refuses it to some files and in some modes. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
