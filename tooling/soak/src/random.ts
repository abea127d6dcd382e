import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance that can be had again: the same seed gives the same numbers. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  upTo(below: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  /** One of several. */
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value;
}

/** Begins with this seed. */
export function chanceOf(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const upTo = (below: number): number => (below < 1 ? 0 : uniformInt(generator, 0, Math.ceil(below) - 1));
  return {
    upTo,
    percent: (share) => upTo(100) < share,
    oneOf: (values) => values[upTo(values.length)] ?? values[0],
  };
}
