/**
 * A running average of weights. PPO's iterates are noisy: they circle around something better than any of them, and
 * their average comes close to it (stochastic weight averaging; Izmailov et al., 2018).
 */
import type { ParameterValues } from './graph/initialisers';

/** `from`, moved towards `to` by a share of the way. Both have the same parameters. */
export function movedTowards(from: ParameterValues, to: ParameterValues, share: number): ParameterValues {
  return new Map(
    [...to].map(([name, { type, dims, data: target }]) => {
      const start = from.get(name)!.data as Float32Array;
      const data = Float32Array.from(
        start,
        (value, index) => value + share * (Number(target[index]) - value),
      );
      return [name, { type, dims, data }];
    }),
  );
}
