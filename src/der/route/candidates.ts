/** Who could be asked next, and with which prompt. */
import { promptRoom, withAttachments } from '../prompt/attachments';
import { maySee, type Expert, type Passage } from '../core/experts';
import { failedChecks } from '../prompt/failedChecks';
import { imageTokens, type Image } from '../prompt/images';
import { plainPrompt, transferPrompt, withImages, type Prompt } from '../prompt/knowledgeTransfer';
import type { RouteProgress } from './progress';
import { best, type RouteRecord } from './rule';
import type { Answer, Knobs } from '../core/mdp';
import { withTurns, type Turn } from '../prompt/turns';

/** What is known about asking one expert now. */
export interface Candidate extends RouteRecord {
  readonly expert: Expert;
  /** The prompt it would get. */
  readonly prompt: Prompt;
  /** Indices of the earlier answers in that prompt. */
  readonly shown: readonly number[];
  /** Indices of the earlier turns in that prompt. */
  readonly turns: readonly number[];
  /** The prompt holds the passages that were retrieved. */
  readonly passages: boolean;
  /** The question shows images. */
  readonly images: boolean;
  /** The prompt holds text of the workspace. */
  readonly fromWorkspace: boolean;
  /** It was asked before on this route and gave no answer. */
  readonly failure?: 'declined' | 'failed' | undefined;
}

/** An answer that is handed over, with what checks found wrong with it. */
type Earlier = Answer & { readonly failed: readonly string[] };

/** Makes the candidates of one route. A prompt is built once and shared by the experts whose context holds it. */
export class Candidates {
  private readonly prompts = new Map<string, Prompt>();
  /** All passages; where they do not fit, without those that were found; without the open file as well. */
  private readonly fewer: readonly (readonly Passage[])[];

  constructor(
    /** With all that is attached to it. */
    private readonly question: string,
    /** The question itself holds text of the workspace. */
    private readonly fromWorkspace: boolean,
    private readonly turns: readonly Turn[] = [],
    /** Of the person's files: for experts that may see them. */
    passages: readonly Passage[] = [],
    /** What the question shows. */
    private readonly images: readonly Image[] = [],
  ) {
    const given = passages.filter((one) => one.given !== undefined);
    this.fewer = [passages, given, given.filter((one) => one.given === 'instructions')];
  }

  /** @param handed index of the answer that is handed over; the best so far, not blindly the last, by default. */
  candidate(
    expert: Expert,
    knobs: Knobs,
    allowWorkspaceText: boolean,
    progress: RouteProgress,
    handed = best(progress.judged),
  ): Candidate {
    const { answers } = progress;
    // Tools and independent experts see none.
    const handsOver = answers.length > 0 && knobs.transfer === 'always' && !expert.tool;
    const shown = handsOver ? [handed] : [];
    const handedOver = handsOver ? answers[shown[0]!] : undefined;
    const earlier = handedOver && {
      ...handedOver,
      failed: failedChecks(progress.checked, shown[0]!),
    };
    const open = this.turnsFor(expert, allowWorkspaceText);
    const fits = (some: readonly number[], quoted: readonly Passage[]) =>
      this.whole(earlier, some, quoted).tokens <= promptRoom(expert);
    // Context that is too small is left to the question and to the answer that is handed over, then to passages.
    const quotes = !expert.tool && maySee(expert, allowWorkspaceText);
    const quoted = (quotes && this.fewer.find((some) => fits([], some))) || [];
    const passages = quoted.length > 0;
    const turns = fits(open, quoted) ? open : [];
    return {
      expert,
      prompt: this.prompt(expert, earlier, turns, quoted),
      shown,
      turns,
      passages,
      fromWorkspace:
        this.fromWorkspace ||
        passages ||
        earlier?.fromWorkspace === true ||
        turns.some((index) => this.turns[index]!.fromWorkspace),
      answeredLast: answers.at(-1)?.expert === expert.id,
      answeredBefore: answers.some((answer) => answer.expert === expert.id),
      sentSame: progress.wasSent(expert.id, { shown, turns, passages }),
      tool: expert.tool,
      images: this.images.length > 0,
      failure: progress.failures.get(expert.id),
    };
  }

  /** Indices of the turns that the expert may see: those that hold text of the workspace stay on this machine. */
  private turnsFor(expert: Expert, allowWorkspaceText: boolean): number[] {
    if (expert.tool) return [];
    const all = maySee(expert, allowWorkspaceText);
    return this.turns.flatMap(({ fromWorkspace }, index) => (all || !fromWorkspace ? [index] : []));
  }

  private prompt(
    expert: Expert,
    earlier: Earlier | undefined,
    turns: readonly number[],
    passages: readonly Passage[],
  ): Prompt {
    const whole = this.whole(earlier, turns, passages);
    const room = promptRoom(expert);
    return !earlier || whole.tokens <= room ? whole : this.cutTo(room, earlier, turns, passages);
  }

  private whole(
    earlier: Earlier | undefined,
    turns: readonly number[],
    passages: readonly Passage[],
  ): Prompt {
    const key = JSON.stringify([passages.length, turns, earlier?.text, earlier?.failed]);
    const known = this.prompts.get(key) ?? this.cutTo(Infinity, earlier, turns, passages);
    this.prompts.set(key, known);
    return known;
  }

  private cutTo(
    room: number,
    earlier: Earlier | undefined,
    turns: readonly number[],
    passages: readonly Passage[],
  ): Prompt {
    const question = withTurns(
      passages.length > 0 ? withAttachments(this.question, passages) : this.question,
      turns.map((index) => this.turns[index]!),
    );
    const left = room - this.images.length * imageTokens;
    const prompt = earlier
      ? transferPrompt(question, earlier.text, left, earlier.failed)
      : plainPrompt(question);
    return withImages(prompt, this.images);
  }
}
