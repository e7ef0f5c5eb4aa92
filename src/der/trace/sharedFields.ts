/** The fields that an event and the trace have in common. */
import { present } from '../core/present';
import type { StartedEvent } from './events';
import type { RouteRequest, Trace } from './trace';

/** Why this expert, and what its prompt held. */
export function choiceOf({ by, probabilities, masked, shown, turns, passages }: RouteRequest) {
  return present({ by, probabilities, masked, shown, turns, passages });
}

/** Where the question comes from, as far as it is said. */
export function originOf({
  fromWorkspace,
  attachments,
  turns,
  continues,
}: StartedEvent | Trace): Pick<StartedEvent, 'fromWorkspace' | 'attachments' | 'turns' | 'continues'> {
  return present({ fromWorkspace, attachments, turns, continues });
}
