/** Chance that can be had again: the same seed gives the same numbers. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  upTo(below: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  /** One of several. */
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value;
}

/** Mulberry32: small, and even enough for choosing what to do next. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number): number => Math.floor(next() * below);
  return {
    upTo,
    percent: (share) => upTo(100) < share,
    oneOf: (values) => values[upTo(values.length)] ?? values[0],
  };
}
