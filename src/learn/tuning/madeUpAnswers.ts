/**
 * Answers made up from outcomes. A person's answers are not kept, only what they were worth; what answers say of each
 * other is made up by the same small model of who is right that the networks' belief was fitted with: right answers
 * agree, wrong ones meet by chance.
 */
import type { BeliefModel } from '../../der/estimate/belief';
import type { Checked, CheckedAnswer } from '../../der/evidence/findings';
import type { Content } from '../../der/evidence/content';
import type { QuestionSignals } from '../../der/evidence/questionSignals';
import type { SkillKind } from '../../der/core/modelFacts';
import type { PreparedAnswer } from '../episodes/preparedSource';
import type { Random } from '../random';

/** An answer that is to be made up. */
export interface Worth {
  readonly kind: SkillKind;
  /** 0 … 1. */
  readonly quality: number;
  /** Logarithm of its characters. */
  readonly logLength: number;
}

/** Answers that were made up for a question, and what checks would find of them. */
export interface MadeUp {
  readonly answers: readonly PreparedAnswer[];
  readonly findings: { among(given: readonly PreparedAnswer[]): Checked | undefined };
}

/** Outcomes of two programs that do not do the same are equal to this share; half of the inputs tell them apart. */
const alikeByChance = 0.5;
/** Share of an explanation's terms that all explanations of the question share. */
const sharedTerms = 0.4;
/** As the Terminator expects of a text of the usual length; see openFeatures.ts. */
const termsOf = (logLength: number) => Math.round(Math.exp(-0.7 + 0.7 * logLength));
const mostTerms = 400;

/** Makes up the answers to one question. */
export function madeUpAnswers(
  worths: readonly Worth[],
  { asked }: QuestionSignals,
  { meeting }: BeliefModel,
  random: Random,
): MadeUp {
  const subject = random.next();
  const claims = new Claims(random, (kind) =>
    asked.options ? meeting.option : kind === 'program' ? meeting.program : meeting.other,
  );
  const made = worths.map(({ kind, quality, logLength }): PreparedAnswer => {
    const claim = claims.next(kind, quality >= 0.5);
    return {
      quality,
      signs: {
        kind,
        content: kind === 'open' ? madeUpContent(termsOf(logLength), subject, random) : nothingSaid,
        final: kind === 'short' ? claim : undefined,
        option: kind === 'short' && asked.options,
        empty: false,
        refusal: false,
        nothing: false,
        cutOff: false,
        logLength,
      },
    };
  });
  const behaviours = new Map(made.map((answer, at) => [answer, claims.given[at]]));
  return { answers: made, findings: { among: (given) => checkedAmong(given, behaviours) } };
}

/** What is claimed: the truth, or one of the wrong answers, as in the belief's restaurant process. */
class Claims {
  /** By answer; undefined where it claims nothing. */
  readonly given: (string | undefined)[] = [];
  private readonly wrong: string[] = [];

  constructor(
    private readonly random: Random,
    private readonly meeting: (kind: SkillKind) => number,
  ) {}

  /** An explanation claims nothing. */
  next(kind: SkillKind, isRight: boolean): string | undefined {
    const claim = kind === 'open' ? undefined : isRight ? 'right' : this.wrongOne(this.meeting(kind));
    if (claim !== undefined && !isRight) this.wrong.push(claim);
    this.given.push(claim);
    return claim;
  }

  private wrongOne(meeting: number): string {
    const concentration = (1 - meeting) / meeting;
    const { random, wrong } = this;
    const isNew = random.uniform() * (wrong.length + concentration) >= wrong.length;
    return isNew ? `wrong ${wrong.length}` : wrong[random.integer(wrong.length)]!;
  }
}

function checkedAmong(
  given: readonly PreparedAnswer[],
  behaviours: ReadonlyMap<PreparedAnswer, string | undefined>,
): Checked | undefined {
  if (given.every(({ signs }) => signs.kind !== 'program')) return undefined;
  const keys = given.map((answer) => (answer.signs.kind === 'program' ? behaviours.get(answer) : undefined));
  const answers = given.map(({ signs: { kind } }, at): CheckedAnswer => {
    const key = keys[at];
    if (key === undefined) return { kind, findings: [] };
    return {
      kind,
      findings: [
        { type: 'runs', language: '', ok: true },
        { type: 'behaviour', probes: 8, key },
      ],
    };
  });
  const alike = keys.map((key, at) =>
    keys.map((other, place) => {
      if (at === place) return 1;
      if (key === undefined || other === undefined) return 0;
      return key === other ? 1 : alikeByChance;
    }),
  );
  return { kind: 'program', answers, alike };
}

const nothingSaid: Content = {
  terms: new Uint32Array(0),
  weights: new Float32Array(0),
  norm: 0,
  repetition: 0,
};

/** Terms that are nobody's words: some of the subject, the others the answer's own. */
function madeUpContent(count: number, subject: number, random: Random): Content {
  const size = Math.max(1, Math.min(mostTerms, count));
  const shared = Math.round(size * sharedTerms);
  const terms = new Set<number>();
  for (let at = 0; at < shared; at++) terms.add(Math.imul(subject ^ at, 0x9e3779b9) >>> 0);
  while (terms.size < size) terms.add(random.next());
  const sorted = Uint32Array.from(terms).sort();
  return {
    terms: sorted,
    weights: new Float32Array(sorted.length).fill(1),
    norm: Math.sqrt(sorted.length),
    repetition: 0,
  };
}
