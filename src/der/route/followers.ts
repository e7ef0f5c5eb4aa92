/**
 * Who came next at the same place of earlier routes, beside who was expected there. What the policy makes of an answer
 * that is not there yet is a guess, and for a pool it can be wrong in the same way again and again.
 */
import type { Policy } from '../core/policy';

interface Place {
  /** How often each guess was right. */
  readonly right: { byPolicy: number; usual: number };
  /** How often each expert came next. */
  readonly came: Map<string, number>;
}

/** Places that are remembered, the latest; pools change. */
const mostPlaces = 1_000;

/** Kept as long as the networks that choose, and no longer than this program runs. */
const known = new WeakMap<Policy, Followers>();

/** Who followed whom in the routes of a policy; it is kept for as long as the policy is. */
export function followersOf(policy: Policy): Followers {
  const followers = known.get(policy) ?? new Followers();
  known.set(policy, followers);
  return followers;
}

class Followers {
  private readonly places = new Map<string, Place>();

  /** Of the policy's guess and the expert that came most often, the one that was right more often. */
  likelier(place: string, byPolicy: string, isOpen: (id: string) => boolean): string {
    const known = this.places.get(place);
    const usual = known && usualOf(known, isOpen);
    return usual !== undefined && known!.right.usual > known!.right.byPolicy ? usual : byPolicy;
  }

  /** Takes in who came next, and whom the policy was guessed to choose. */
  came(place: string, next: string, byPolicy: string): void {
    const known = this.places.get(place) ?? {
      right: { byPolicy: 0, usual: 0 },
      came: new Map<string, number>(),
    };
    if (usualOf(known, () => true) === next) known.right.usual += 1;
    if (byPolicy === next) known.right.byPolicy += 1;
    known.came.set(next, (known.came.get(next) ?? 0) + 1);
    this.places.delete(place);
    this.places.set(place, known);
    if (this.places.size > mostPlaces) this.places.delete(this.places.keys().next().value!);
  }
}

function usualOf({ came }: Place, isOpen: (id: string) => boolean): string | undefined {
  const open = [...came].filter(([id]) => isOpen(id));
  return open.sort(([, a], [, b]) => b - a)[0]?.[0];
}
