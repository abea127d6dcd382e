import type { Clock } from "../clock.ts";
import type { Library } from "./library.ts";
import type { Downloads } from "./pull/downloads.ts";
import type { Runners } from "./runners.ts";
import type { Feature } from "./since.ts";

/** Everything a route may know and use. */
export type Ollama = {
  readonly version: string;
  readonly has: (feature: Feature) => boolean;
  readonly clock: Clock;
  readonly library: Library;
  readonly runners: Runners;
  readonly downloads: Downloads;
  readonly registryUrl: string | undefined;
  readonly modelsPath: string;
  readonly tokenMs: number;
  readonly contextLength: number;
  readonly isCloudDisabled: boolean;
};
