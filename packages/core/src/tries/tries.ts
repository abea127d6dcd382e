import type { HostId } from "../hosts/host.ts";
import { modelKey, type ModelName } from "../models/model-name.ts";
import type { Run } from "./run.ts";

/** What is tried in a window, by `tryKey`. */
export type ShownTries = {
  /** The last run of each model. */
  readonly runs: ReadonlyMap<string, Run>;
};

export const nothingTried: ShownTries = { runs: new Map() };

export const tryKey = (host: HostId, model: ModelName): string => `${host} ${modelKey(model)}`;
