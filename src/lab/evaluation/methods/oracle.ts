/** The bound of every method that picks one recorded answer: it knows the qualities. */
import type { Case, Context, Method } from '../method';
import { argMax } from './single';

/** Asks the cheapest of the experts whose answer is best. */
export function oracle({ byPrice }: Context, qualities: (question: Case) => ArrayLike<number>): Method {
  return {
    name: 'oracle',
    settings: [],
    run(question) {
      const quality = qualities(question);
      const best = argMax(byPrice, (member) => quality[member]!);
      return { asked: [best], chosen: best };
    },
  };
}
