/** A model that declines to answer within its stream, which is no failure of the server. */
import { ExpertError } from '../der/core/expertErrors';

/** Characters of a model's reasons that are told. */
const mostSaid = 300;

/** @param said why, in the model's words. */
export function refused(model: string, said: string | null | undefined): ExpertError {
  const words = said ? ` ("${said.slice(0, mostSaid)}")` : '';
  return new ExpertError(
    'refused',
    `${model} refused to answer${words}. Ask in other words, or choose another expert.`,
  );
}
