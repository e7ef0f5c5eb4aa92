/** Who could be asked next, and with which prompt. */
import { promptRoom } from './attachments';
import type { Expert } from './experts';
import { plainPrompt, transferPrompt, type Prompt } from './knowledgeTransfer';
import { best, type Ledger } from './ledger';
import type { Answer, Knobs } from './mdp';

/** What is known about asking one expert now. */
export interface Candidate {
  readonly expert: Expert;
  /** The prompt it would get. */
  readonly prompt: Prompt;
  /** Indices of the earlier answers in that prompt. */
  readonly shown: readonly number[];
  /** The prompt holds text of the workspace. */
  readonly fromWorkspace: boolean;
  readonly answeredLast: boolean;
  readonly answeredBefore: boolean;
  /** It was asked before on this route and gave no answer. */
  readonly failure?: 'declined' | 'failed' | undefined;
}

/** Makes the candidates of one route. A prompt is built once and shared by the experts whose context holds it. */
export class Candidates {
  private readonly prompts = new Map<Answer | undefined, Prompt>();

  constructor(
    /** With all that is attached to it. */
    private readonly question: string,
    /** The question itself holds text of the workspace. */
    private readonly fromWorkspace: boolean,
  ) {}

  /** @param handed index of the answer that is handed over; the best so far, not blindly the last, by default. */
  candidate(expert: Expert, knobs: Knobs, ledger: Ledger, handed = best(ledger.judged)): Candidate {
    const { answers } = ledger;
    // Tools and independent experts see none.
    const handsOver = answers.length > 0 && knobs.transfer === 'always' && !expert.tool;
    const shown = handsOver ? [handed] : [];
    const earlier = handsOver ? answers[shown[0]!] : undefined;
    return {
      expert,
      prompt: this.prompt(expert, earlier),
      shown,
      fromWorkspace: this.fromWorkspace || earlier?.fromWorkspace === true,
      answeredLast: answers.at(-1)?.expert === expert.id,
      answeredBefore: answers.some((answer) => answer.expert === expert.id),
      failure: ledger.failures.get(expert.id),
    };
  }

  private prompt(expert: Expert, earlier: Answer | undefined): Prompt {
    const make = (room?: number) =>
      earlier ? transferPrompt(this.question, earlier.text, room) : plainPrompt(this.question);
    const whole = this.prompts.get(earlier) ?? make();
    this.prompts.set(earlier, whole);
    if (!earlier || expert.contextTokens === undefined) return whole;
    const room = promptRoom(expert);
    return whole.tokens <= room ? whole : make(room);
  }
}
