/**
 * A window that answers questions until it is killed: simulated experts, the product's own route and store. It says
 * on stdout what a person would see as complete: `answered ROUTE STEP`.
 */
import { dirname } from 'node:path';
import { route } from '../../src/der/route/route';
import { defaultKnobs } from '../../src/der/core/mdp';
import { defaultLimits } from '../../src/der/route/masks';
import { keepFirst } from '../../src/host/conversations/keepFirst';
import { ConversationStore } from '../../src/host/conversations/store';
import { simulatedExperts } from '../../src/providers/simulated/provider';
import { simulatedQuestions } from '../../src/providers/simulated/questions';

const [folder, id] = process.argv.slice(2) as [string, string];
const store = new ConversationStore(folder, (problem) => process.stdout.write(`problem ${problem}\n`));
const conversation = await store.open(id);
const pool = simulatedExperts({ tokensPerSecond: Infinity, firstTokenMs: 0 });

for (let asked = 0; ; asked++) {
  const { question } = simulatedQuestions[asked % simulatedQuestions.length]!;
  const events = route({
    question: `${question} (${dirname(folder).length} ${asked})`,
    fromWorkspace: false,
    pool,
    policy: {
      decide: (state, experts) =>
        Promise.resolve({ experts: experts.map((_, i) => (i + asked + state.answers.length) % 7), stop: -1 }),
    },
    terminator: { judge: (state) => Promise.resolve(state.answers.map(() => 0.5)) },
    models: { version: 'figures', trained: false, sha256: {} },
    knobs: () => ({ ...defaultKnobs, p0: 1, maxSteps: 4 }),
    limits: () => defaultLimits,
    signal: new AbortController().signal,
  });
  let name = '';
  for await (const event of events) {
    if (event.type === 'started') name = event.id;
    await keepFirst(conversation, name, event);
    if (event.type === 'answered') process.stdout.write(`answered ${name} ${event.step}\n`);
  }
}
