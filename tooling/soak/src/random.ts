import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Reproducible random numbers: the same seed gives the same numbers. */
export interface Random {
  /** An integer from 0 to `below` - 1. */
  upTo(below: number): number;
  /** True with this probability, in percent. */
  percent(share: number): boolean;
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value;
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const upTo = (below: number): number => (below < 1 ? 0 : uniformInt(generator, 0, Math.ceil(below) - 1));
  return {
    upTo,
    percent: (share) => upTo(100) < share,
    oneOf: (values) => values[upTo(values.length)] ?? values[0],
  };
}
