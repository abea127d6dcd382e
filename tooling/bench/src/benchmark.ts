/** A figure that the product promises. */
export type Benchmark = {
  readonly name: string;
  /** A description of what is measured. */
  readonly what: string;
  readonly unit: string;
  /** The highest allowed median. */
  readonly budget: number;
};

/** Figures that are measured in the same run. */
export type Group = {
  /** The command line accepts this name, and those of the benchmarks. */
  readonly name: string;
  readonly benchmarks: readonly Benchmark[];
  /** Measures the wanted figures; the result may contain others as well. */
  measure(wanted: ReadonlySet<string>): Promise<Readonly<Record<string, readonly number[]>>>;
};

/** A measured figure. */
export type Figure = {
  readonly median: number;
  readonly unit: string;
  readonly runs: readonly number[];
  readonly budget: number;
};

/** For an even count the lower of the two middle values, so that the median is always a measured value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value that this share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
