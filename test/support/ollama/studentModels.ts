/** The simulated experts as models of an Ollama server. */
import { answerOf } from '../../../src/providers/simulated/answering';
import { students } from '../../../src/providers/simulated/students';
import type { ModelSpec } from '../simulated/model';

/** One model per student; `seed` as in the provider of simulated experts. */
export function studentModels(
  seed = 1,
  pace: Pick<ModelSpec, 'loadMs' | 'prefillMs' | 'tokensPerSecond'> = {},
): ModelSpec[] {
  return students.map((student) => ({
    ...pace,
    name: student.id,
    family: 'simulated',
    paramsB: student.paramsB,
    contextTokens: student.contextTokens,
    size: student.paramsB * 600_000_000,
    capabilities: student.thinks ? ['completion', 'thinking'] : ['completion'],
    reply: (turns) => {
      const { text, thinking } = answerOf(
        student,
        turns.map(({ role, content }) => ({ role: role === 'user' ? 'user' : 'assistant', content })),
        seed,
      );
      return thinking === undefined ? { text } : { text, thinking };
    },
  }));
}
