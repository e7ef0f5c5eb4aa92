/** What the Terminator sees of a program: what it did when it was run, and who else's does the same. */
import type { Evidence } from '../evidence/evidence';
import { behaved, examplesOf, knownWrong } from '../evidence/facts';
import type { Finding } from '../evidence/findings';
import { authorFeatures, authorValues } from './authorFeatures';
import { feature, FeatureTable, type FeatureValues } from './features';
import { squashOdds } from './featureScales';

/** By name, with their ranges: the columns of `TerminatorInput.programs`. */
export const programFeatures = new FeatureTable({
  ...authorFeatures,
  belief: feature(
    'odds that what it does is right, by everybody; those of its author where it did nothing',
    -2.4,
    2.4,
    1,
  ),
  claims: feature('1 where it did something that can be compared', 0, 1),
  alone: feature('1 where nobody else did', 0, 1),
  alike: feature('share of equal outcomes with the others, weighed by skill; 0 where it is alone', 0, 1, 1),
  agree: feature(
    'share of the others, weighed by skill, that do exactly the same; 0 where it is alone',
    0,
    1,
    1,
  ),
  agreeing: feature('log(1 + others that do exactly the same)', 0, 3, 1),
  rivals: feature('largest share of the others, weighed by skill, that do something else together', 0, 1, -1),
  mostAlike: feature('the largest such share; 0 where it is alone', 0, 1, 1),
  passed: feature('log(1 + stated examples that it passes) / 2, where it fails none', 0, 2, 1),
  stated: feature('1 where the question states examples and it was tried on them', 0, 1),
  fails: feature('1 where it fails a stated example', 0, 1, -1),
  failedShare: feature('share of the stated examples that it fails', 0, 1, -1),
  runs: feature('1 where it loads and defines what was asked for', 0, 1, 1),
  breaks: feature('1 where it does not', 0, 1, -1),
  unparsed: feature('1 where a block of it does not parse', 0, 1, -1),
  cannot: feature('1 where it could not be run', 0, 1),
  testsPassed: feature(
    "share of others' assertions that it passes, weighed by skill; 0.5 where there are none",
    0,
    1,
    1,
  ),
  refusal: feature('1 where its author refuses', 0, 1, -1),
  cutOff: feature('1 where it ends in the middle', 0, 1, -1),
});

/** The values for one answer. */
export function programValues(evidence: Evidence, index: number): FeatureValues<typeof programFeatures> {
  const { state, signs, authors, claims, belief } = evidence;
  const author = authors[index]!;
  const checked = state.checked?.answers[index];
  const findings = checked?.findings ?? [];
  const { claim } = claims[index]!;
  const others = claims.flatMap((other, at) => (at !== index && other.claim !== undefined ? [at] : []));
  const weights = others.map((other) => authors[other]!.mean);
  const shares = claim === undefined ? [] : others.map((other) => state.checked?.alike[index]?.[other] ?? 0);
  const support = supportOf(
    others.map((other) => claims[other]!.claim!),
    weights,
  );
  const examples = examplesOf(checked);
  const { refusal, cutOff } = signs[index]!;
  return {
    ...authorValues(evidence, index),
    belief: squashOdds(claim === undefined ? author.mean : belief.right(claim)),
    claims: Number(claim !== undefined),
    alone: Number(claim !== undefined && others.length === 0),
    alike: sum(shares.map((share, at) => share * weights[at]!)) / Math.max(1e-6, sum(weights)),
    agree: claim === undefined ? 0 : (support.get(claim)?.share ?? 0),
    agreeing: claim === undefined ? 0 : Math.log1p(support.get(claim)?.count ?? 0),
    rivals: Math.max(0, ...[...support].map(([rival, { share }]) => (rival === claim ? 0 : share))),
    mostAlike: Math.max(0, ...shares),
    passed: examples?.share === 1 ? Math.log1p(examples.passed) / 2 : 0,
    stated: Number(examples !== undefined),
    fails: Number(examples !== undefined && examples.share < 1),
    failedShare: examples === undefined ? 0 : 1 - examples.share,
    runs: Number(behaved(checked) || findings.some((one) => one.type === 'runs' && one.ok)),
    breaks: Number(findings.some((one) => one.type === 'runs' && !one.ok)),
    unparsed: Number(findings.some((one) => one.type === 'syntax' && !one.ok)),
    cannot: Number(!knownWrong(checked) && !findings.some(({ type }) => type === 'runs')),
    testsPassed: testsPassed(
      findings,
      authors.map(({ mean }) => mean),
    ),
    refusal: Number(refusal),
    cutOff: Number(cutOff),
  };
}

/** How many of the others make each claim, and their share, weighed by skill. */
function supportOf(claims: readonly number[], weights: readonly number[]) {
  const total = Math.max(1e-6, sum(weights));
  const support = new Map<number, { count: number; share: number }>();
  claims.forEach((claim, at) => {
    const { count, share } = support.get(claim) ?? { count: 0, share: 0 };
    support.set(claim, { count: count + 1, share: share + weights[at]! / total });
  });
  return support;
}

/** Share of what other answers assert that a program passes, each author's by its skill; half where there is nothing. */
function testsPassed(findings: readonly Finding[], skills: readonly number[]): number {
  let [passed, weight] = [0, 0];
  for (const finding of findings) {
    if (finding.type !== 'tests') continue;
    const known = finding.passed + finding.failed.length;
    const skill = skills[finding.from] ?? 0;
    passed += (skill * finding.passed) / Math.max(1, known);
    weight += skill;
  }
  return weight === 0 ? 0.5 : passed / weight;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
