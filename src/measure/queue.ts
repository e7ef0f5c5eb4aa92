/** What one expert is still to be asked: kinds take turns, a question that failed comes again at the end. */
import type { SkillKind } from '../der/core/modelFacts';
import { isEnough } from './enough';
import type { ExpertTask } from './plan';
import type { MeasureQuestion } from './question';

/** Times that one question is tried. */
const mostTries = 3;

interface Lane {
  readonly qualities: number[];
  readonly open: MeasureQuestion[];
  readonly again: MeasureQuestion[];
}

export class MeasureQueue {
  private readonly lanes: ReadonlyMap<SkillKind, Lane>;
  private readonly tries = new Map<MeasureQuestion, number>();
  private readonly closed = new Set<SkillKind>();
  /** Questions that are being answered. */
  private readonly asked = new Map<SkillKind, number>();
  private turn = 0;

  constructor(
    { kinds }: ExpertTask,
    private readonly precision: number,
  ) {
    this.lanes = new Map(
      kinds.map(({ kind, known, open }) => [kind, { qualities: [...known], open: [...open], again: [] }]),
    );
  }

  /** The next question, or undefined where none is left that would tell anything. */
  next(): MeasureQuestion | undefined {
    const kinds = [...this.lanes.keys()];
    for (let at = 0; at < kinds.length; at++) {
      const kind = kinds[(this.turn + at) % kinds.length]!;
      const question = this.take(kind);
      if (!question) continue;
      this.turn = (this.turn + at + 1) % kinds.length;
      this.asked.set(kind, (this.asked.get(kind) ?? 0) + 1);
      return question;
    }
    return undefined;
  }

  answered({ kind }: MeasureQuestion, quality: number): void {
    this.settled(kind);
    this.lanes.get(kind)!.qualities.push(quality);
  }

  /** The server took in no question at all. */
  putBack(question: MeasureQuestion): void {
    this.settled(question.kind);
    this.lanes.get(question.kind)!.open.unshift(question);
  }

  /** It gets another try, after the others. */
  failed(question: MeasureQuestion): void {
    this.settled(question.kind);
    const tries = (this.tries.get(question) ?? 0) + 1;
    this.tries.set(question, tries);
    if (tries < mostTries) this.lanes.get(question.kind)!.again.push(question);
  }

  /** Its answer cannot be graded, nor that of another question of its kind where `all` says so. */
  ungraded({ kind }: MeasureQuestion, all: boolean): void {
    this.settled(kind);
    if (all) this.closed.add(kind);
  }

  /** Questions that may still be asked, those under way included. */
  get left(): number {
    return [...this.lanes].reduce((sum, [kind, { open, again }]) => {
      const under = this.asked.get(kind) ?? 0;
      return sum + under + (this.isOver(kind) ? 0 : open.length + again.length);
    }, 0);
  }

  private settled(kind: SkillKind): void {
    this.asked.set(kind, (this.asked.get(kind) ?? 1) - 1);
  }

  private take(kind: SkillKind): MeasureQuestion | undefined {
    if (this.isOver(kind)) return undefined;
    const { open, again } = this.lanes.get(kind)!;
    return open.shift() ?? again.shift();
  }

  private isOver(kind: SkillKind): boolean {
    return this.closed.has(kind) || isEnough(this.lanes.get(kind)!.qualities, this.precision);
  }
}
