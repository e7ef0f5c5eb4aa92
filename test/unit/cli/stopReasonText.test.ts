import { expect, it } from 'vitest';
import { stopReasonText } from '../../../src/cli/terminal/stopReasonText';
import type { FinishedEvent } from '../../../src/der/trace/events';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { allEvents, ScriptedExpert, startRoute } from '../routeSupport';

const nameOf = (id: string) => id.toUpperCase();

it('says what broke, and that the answer is kept', async () => {
  const expert = new ScriptedExpert({ id: 'a', behaviour: { does: 'answers', text: 'Perhaps.' } });
  const terminator = { judge: () => Promise.reject(new Error('The runtime is out of memory.')) };
  const events = await allEvents(startRoute([expert], { terminator }));
  const ending = { finished: events.at(-1) as FinishedEvent, knobs: defaultKnobs, quality: undefined };
  expect(stopReasonText({ ...ending, nameOf })).toMatch(/best answer so far.*out of memory\. Ask again/);
});

it('names who could not be asked when nobody was open, and why', async () => {
  const away = new ScriptedExpert({ id: 'far', behaviour: { does: 'declines' }, leavesMachine: true });
  const tool = new ScriptedExpert({ id: 'near', behaviour: { does: 'declines' } });
  const events = await allEvents(startRoute([away, tool], { limits: { localOnly: true } }));
  const ending = { finished: events.at(-1) as FinishedEvent, knobs: defaultKnobs, quality: undefined };
  const words = stopReasonText({ ...ending, nameOf });
  expect(words).toContain('Not asked: FAR (leaves the machine, and only local experts are allowed).');
  expect(words).not.toContain('NEAR');
});
