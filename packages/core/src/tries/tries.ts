import type { HostId } from "../hosts/host.ts";
import { modelKey, type ModelName } from "../models/model-name.ts";
import type { Run } from "./run.ts";

/** The last run of each model in a window, by `tryKey`. */
export type ShownTries = ReadonlyMap<string, Run>;

export const tryKey = (host: HostId, model: ModelName): string => `${host} ${modelKey(model)}`;
