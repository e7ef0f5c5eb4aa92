/** Whom DER would begin with, before and after something was learned: what measuring changes, in sentences. */
import { t } from '@vscode/l10n';
import type { Expert } from '../../der/core/experts';
import { defaultKnobs, type Knobs } from '../../der/core/mdp';
import { skillKinds, type SkillKind } from '../../der/core/modelFacts';
import { choose, type Policy } from '../../der/core/policy';
import { stateOf } from '../../der/route/rule';
import { shippedQuestions } from '../../measure/sets';
import { kindName } from './kindName';

/** Questions of each kind that are tried; nobody is asked. */
const tried = 7;

/** By kind, the name of the expert that most routes would begin with. */
export type FirstChoices = ReadonlyMap<SkillKind, string>;

/** Decides with the person's knobs whom to ask first, as a route does. */
export async function firstChoices(
  policy: Policy,
  pool: readonly Expert[],
  knobs: Knobs = defaultKnobs,
): Promise<FirstChoices> {
  // A pool of its own: what was known of this one is not kept for it.
  const experts = pool.filter(({ tool }) => !tool);
  const allowed = experts.map(() => true);
  const found = new Map<SkillKind, string>();
  if (experts.length === 0) return found;
  for (const kind of skillKinds) {
    const counts = new Map<string, number>();
    for (const { question } of shippedQuestions([kind]).slice(0, tried)) {
      const state = stateOf(question, { answers: [], judged: [] }, knobs, 0);
      const { index } = choose(await policy.decide(state, experts, allowed), experts, allowed, false);
      const { name } = experts[index!]!;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    found.set(kind, [...counts].sort((a, b) => b[1] - a[1])[0]![0]);
  }
  return found;
}

/** What is different, one sentence for each kind; one that says so where nothing is. */
export function changesIn(before: FirstChoices, after: FirstChoices): string[] {
  const changes = skillKinds.flatMap((kind) => {
    const [was, is] = [before.get(kind), after.get(kind)];
    return was === undefined || is === undefined || was === is
      ? []
      : [t('For {0}, DER now begins with {1}; before, with {2}.', kindName(kind), is, was)];
  });
  if (changes.length > 0) return changes;
  return [
    t(
      'DER begins with the same experts as before. What it expects of them, and so when it asks another one, goes by these results now.',
    ),
  ];
}
