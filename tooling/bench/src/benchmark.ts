/** A figure that is promised. */
export type Benchmark = {
  readonly name: string;
  /** What is measured, in words. */
  readonly what: string;
  readonly unit: string;
  /** The median may be this at most. */
  readonly budget: number;
};

/** Figures that are taken together, since one run gives them all. */
export type Group = {
  /** By this name, or by that of one of its benchmarks, it is asked for. */
  readonly name: string;
  readonly benchmarks: readonly Benchmark[];
  /** Takes those figures that are wanted; what comes with them may be there too. */
  measure(wanted: ReadonlySet<string>): Promise<Readonly<Record<string, readonly number[]>>>;
};

/** A figure as it came out. */
export type Figure = {
  readonly median: number;
  readonly unit: string;
  readonly runs: readonly number[];
  readonly budget: number;
};

/** The one in the middle; of an even number, the lower of the two, so that it is one that was measured. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
