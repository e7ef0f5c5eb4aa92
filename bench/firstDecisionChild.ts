/** Loads the networks of a folder, decides once, and prints the milliseconds both took. */
import { defaultKnobs } from '../src/der/core/mdp';
import { simulatedExperts } from '../src/providers/simulated/provider';

const folder = process.argv[2];
if (folder === undefined) throw new Error('The folder of the networks is missing.');
const pool = simulatedExperts();
const before = performance.now();
const { loadModels } = await import('../src/der/networks/models');
const { policy } = await loadModels(folder);
const state = {
  question: 'Why is the sky blue?',
  answers: [],
  judged: [],
  knobs: defaultKnobs,
  stepsLeft: 5,
  spent: 0,
};
await policy.decide(
  state,
  pool,
  pool.map(() => true),
);
process.stdout.write(String(performance.now() - before));
