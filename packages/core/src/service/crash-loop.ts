import { DEATHS } from "./deaths.ts";
import type { Service } from "./service.ts";

/** Whether our service has died three times within a minute, and does not run since. */
export const isCrashLooping = ({ deathsMs = [], situation }: Service): boolean =>
  deathsMs.length === DEATHS && (situation.kind === "stopped" || situation.kind === "failed");
