/** Wall-clock of every component of a route, the policy's own included, on recorded questions and answers. */
import { known } from '../evaluation/calibrationPrompts';
import { quantile } from '../../der/statistics/statistics';
import { weigh } from '../../der/evidence/evidence';
import { defaultKnobs, type Answer, type State } from '../../der/core/mdp';
import type { Models } from '../../der/networks/models';
import { answerSignals } from '../../der/evidence/answerSignals';
import { readQuestion } from '../../der/evidence/questionSignals';
import type { StudyOptions } from '../commands/studyOptions';
import type { TrainingRun } from '../commands/foldModels';
import { studyFixture, withSources, writeTables, type StudyFixture, type Table } from './studyFixture';

/** Prompts that are timed, after as many again to warm up. */
const timed = 100;
const answersGiven = 3;

export function components(options: StudyOptions, running: TrainingRun): Promise<void> {
  return withSources(options, async (models, sources, pool) => {
    const tables: Table[] = [];
    for (const source of sources) {
      const fixture = await studyFixture(source, models, pool, options, running);
      const times = await timesOf(fixture, models);
      tables.push({
        title: `${fixture.name}: milliseconds of each component, ${fixture.pool.length} experts`,
        head: ['component', 'median', '25 %', '75 %'],
        rows: [...times].map(([name, values]) => {
          const sorted = values.slice(-timed).sort((a, b) => a - b);
          return [name, quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75)];
        }),
      });
    }
    await writeTables(options, 'components', tables);
  });
}

async function timesOf(
  { cases, pool, context }: StudyFixture,
  { encoder, networks, manifest }: Models,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  const time = async <T>(what: string, work: () => T | Promise<T>): Promise<T> => {
    const before = performance.now();
    const result = await work();
    const found = times.get(what) ?? [];
    found.push(performance.now() - before);
    times.set(what, found);
    return result;
  };
  const members = known(pool);
  const everybody = pool.map(() => true);
  for (const [round, { question }] of cases.slice(0, 2 * timed).entries()) {
    // Another text than the one that was encoded before, so that nothing is remembered.
    const asked = `${question.prompt.question} `;
    const encoded = await time('encode the question', () => encoder.encode(asked));
    const skills = await time('skills of the pool on it', () =>
      context.profiles.skills(encoded.vector, members),
    );
    const authors = pool.map((_, member) => (member + round) % pool.length).slice(0, answersGiven);
    const texts = authors.map((member) => question.answers[member]!.text);
    const signals = await time('read the question', () => readQuestion(asked));
    const signs = await time(`read ${authors.length} answers`, () =>
      texts.map((text) => answerSignals(text, signals)),
    );
    const answers = authors.map((member, at): Answer => {
      const expert = pool[member]!.name;
      return { expert, text: texts[at]!, shown: [], verified: false, finish: 'stop', fromWorkspace: false };
    });
    const state: State = {
      question: asked,
      answers,
      judged: answers.map(() => 0.5),
      knobs: defaultKnobs,
      stepsLeft: defaultKnobs.maxSteps - answers.length,
      spent: 0,
    };
    const evidence = await time('weigh them against each other', () =>
      weigh(
        {
          state,
          pool: members,
          skills,
          embedding: encoded.vector,
          familiarity: encoded.familiarity,
          question: signals,
          signs,
        },
        manifest.belief,
      ),
    );
    await time('Terminator: features and network', () => networks.terminator.predictions(evidence));
    await time('policy: features, plan ahead and network', () => networks.policy.scores(evidence, everybody));
  }
  return times;
}
