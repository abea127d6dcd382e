import type { HostId } from "../hosts/host.ts";
import { modelKey, type ModelName } from "../models/model-name.ts";
import type { Benchmark } from "./benchmark.ts";
import type { Run } from "./run.ts";

/** What is tried in a window, by `tryKey`. */
export type ShownTries = {
  /** The last run of each model. */
  readonly runs: ReadonlyMap<string, Run>;
  /** The last benchmark of each model. */
  readonly benchmarks: ReadonlyMap<string, Benchmark>;
  readonly compared?: Compared;
};

/** A model, and the one that is asked the same. */
export type Compared = { readonly model: ModelName; readonly beside: ModelName };

export const nothingTried: ShownTries = { runs: new Map(), benchmarks: new Map() };

export const tryKey = (host: HostId, model: ModelName): string => `${host} ${modelKey(model)}`;

/** What was tried with other models is forgotten, the oldest first. */
const MOST_TRIES = 20;

export const withNewest = <One>(
  before: ReadonlyMap<string, One>,
  key: string,
  newest: One,
): ReadonlyMap<string, One> =>
  new Map([...[...before].filter(([one]) => one !== key), [key, newest] as const].slice(-MOST_TRIES));
