/** An expert with what the catalogue knows of its model. What the person writes, and what its server says, wins. */
import { costOf } from '../../der/core/cost';
import type { Expert } from '../../der/core/experts';
import { kindOf } from '../knownKinds';
import { sizeInName } from '../modelSize';
import type { PoolEntry } from '../poolConfig';
import { shippedCatalogue, type Offer } from './catalogue';
import { serviceAt } from './services';

/** Adds facts, and price and limits where the entry leaves them out; an expert whose model is not known is returned as it is. */
export async function withKnownModel(expert: Expert, entry: PoolEntry): Promise<Expert> {
  if (!('model' in entry)) return expert;
  const catalogue = await shippedCatalogue();
  const facts = catalogue.factsOf(entry.model, expert.costEstimated ? undefined : expert.costB);
  const known = facts ? { ...expert, facts } : expert;
  const service = serviceOf(entry);
  const offer = service === undefined ? undefined : catalogue.offerOf(service, entry.model);
  if (!offer) return known;
  const price = expert.price ?? offer.price;
  return {
    ...known,
    takesImages: expert.takesImages ?? offer.images,
    ...(expert.costEstimated && { costB: estimatedB(sizeInName(entry.model) ?? facts?.paramsB, price) }),
    price,
    contextTokens: expert.contextTokens ?? offer.contextTokens,
    maxAnswerTokens: expert.maxAnswerTokens ?? offer.maxAnswerTokens,
    ...(isUsed(expert, offer) && { listed: offer.updated }),
  };
}

/** The service that an entry's model is asked at; undefined where it is none that the catalogue has. */
function serviceOf(entry: PoolEntry): string | undefined {
  const address = kindOf(entry.kind).paidAt?.(entry);
  return address === undefined ? undefined : serviceAt(address);
}

function estimatedB(sizeB: number | undefined, price: Expert['price']): number {
  return sizeB ?? costOf({ price }).costB;
}

/** Whether anything that is shown is the catalogue's. */
function isUsed(expert: Expert, offer: Offer): boolean {
  return (
    (expert.price === undefined && offer.price !== undefined) ||
    (expert.contextTokens === undefined && offer.contextTokens !== undefined)
  );
}
