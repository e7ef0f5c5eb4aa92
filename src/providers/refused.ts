/** A model that declines to answer within its stream, which is no failure of the server. */
import { ExpertError } from '../der/core/expertErrors';
import { redacted } from './knownKeys';

/** Characters of a model's reasons that are told. */
const mostSaid = 300;

/** @param said why, in the model's words. */
export function refused(model: string, said: string | null | undefined): ExpertError {
  // Half of a key that is cut off would not be known for one.
  const words = said ? ` ("${redacted(said, '…').slice(0, mostSaid)}")` : '';
  return new ExpertError(
    'refused',
    `${model} refused to answer${words}. Ask in other words, or choose another expert.`,
  );
}
