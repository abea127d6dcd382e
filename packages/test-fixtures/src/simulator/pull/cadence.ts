/** How a version tells of the progress of a layer. */
export type Cadence = {
  readonly lineEveryMs: number;
  /** A new layer is told of for at least so long, however small it is. */
  readonly leastMs: number;
  /** The last line of a layer is always a whole one. */
  readonly endsWhole: boolean;
};

/** Since the engine of 0.30 small layers say nothing; before, each took a second at 100 %. */
export function cadenceOf(hasLlamaServer: boolean): Cadence {
  return hasLlamaServer
    ? { lineEveryMs: 60, leastMs: 0, endsWhole: false }
    : { lineEveryMs: 60, leastMs: 1000, endsWhole: true };
}
