/**
 * Adds to the checks of one route what answers would do to the person's files. Counting problems takes longer than a
 * route can wait for it: what is not there in time comes with the next check, or late.
 */
import type { Checked, Finding } from '../../der/evidence/findings';
import { followUpOf } from '../../der/evidence/followUp';
import { hasProgram, readAlone } from '../../der/evidence/readAlone';
import type { Check } from '../../der/route/checking';

/** The problems that an answer would add to the files that it names; none where it names none. */
export type ProblemsOf = (answer: string, signal: AbortSignal) => Promise<readonly Finding[]>;

/** From the start of a check on; less than a route waits, so that nothing else is lost by it. */
const budgetMs = 1200;

export function withProblems(check: Check, problemsOf: ProblemsOf): Check {
  const counts = new Counts(problemsOf);
  /** Of the last check, by answer: what it has told, and what there is to tell. */
  let last: readonly { readonly told: readonly Finding[] | undefined; readonly count: Count }[] = [];

  async function whole(
    question: string,
    answers: readonly string[],
    signal: AbortSignal,
    earlier: readonly string[] = [],
  ): Promise<Checked> {
    const all = answers.map((answer) => counts.of(answer, signal));
    const budget = timer(budgetMs);
    try {
      const holdsProgram = hasProgram(followUpOf(question, earlier).asked, answers);
      const checked = holdsProgram
        ? await check(question, answers, signal, earlier)
        : readAlone(question, answers, earlier);
      await Promise.race([Promise.all(all.map(({ done }) => done)), budget.over]);
      last = all.map((count) => ({ told: count.findings, count }));
      const withOwn = checked.answers.map((one, at) => ({
        ...one,
        findings: [...one.findings, ...(last[at]?.told ?? [])],
      }));
      return { ...checked, answers: withOwn };
    } finally {
      budget.cancel();
    }
  }

  async function late() {
    if (last.every(({ told }) => told)) return undefined;
    await Promise.all(last.map(({ count }) => count.done));
    return last.map(({ told, count }) => (told ? [] : (count.findings ?? [])));
  }

  return Object.assign(whole, { late, always: true as const, ...(check.watch && { watch: check.watch }) });
}

/** What is found out about one answer; `findings` once it is. */
interface Count {
  readonly done: Promise<void>;
  findings?: readonly Finding[];
}

class Counts {
  private readonly known = new Map<string, Count>();
  /** One at a time: each takes a processor and the memory of a project. */
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly problemsOf: ProblemsOf) {}

  of(answer: string, signal: AbortSignal): Count {
    const known = this.known.get(answer);
    if (known) return known;
    const done = this.last.then(async () => {
      try {
        count.findings = await this.problemsOf(answer, signal);
      } catch {
        // It was stopped; the next check begins it anew.
        this.known.delete(answer);
      }
    });
    const count: Count = { done };
    this.last = done;
    this.known.set(answer, count);
    return count;
  }
}

function timer(ms: number): { readonly over: Promise<void>; cancel(): void } {
  let id: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => (id = setTimeout(resolve, ms)));
  return { over, cancel: () => clearTimeout(id) };
}
