import type { Report } from "./report.ts";

/** A long run that looks for what no single test would find. */
export type Soak = {
  readonly name: string;
  /** What is done for how long, in words. */
  readonly what: string;
  readonly run: (size: SoakSize) => Promise<Report>;
};

/** How much is done, and which chance decides about it. */
export type SoakSize = {
  /** The same seed asks for the same things; when the machine does what is never the same. */
  readonly seed: number;
  readonly moments: number;
  readonly minutes: number;
};
