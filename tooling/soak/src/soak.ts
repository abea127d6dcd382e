import type { Report } from "./report.ts";

/** A long run that finds problems which a single test would not. */
export type Soak = {
  readonly name: string;
  /** A description of what is done, and for how long. */
  readonly what: string;
  readonly run: (size: SoakSize) => Promise<Report>;
};

/** How much is done, and the seed of its random numbers. */
export type SoakSize = {
  /** The same seed gives the same actions, but the timing differs from run to run. */
  readonly seed: number;
  readonly moments: number;
  readonly minutes: number;
};
