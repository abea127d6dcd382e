import type { Clock } from "../clock.ts";
import type { JsonObject } from "../json.ts";
import type { Library } from "./library.ts";
import type { Process } from "./process.ts";
import type { RegistryUrls } from "./pull/manifest.ts";
import type { Runners } from "./runners.ts";
import type { Feature } from "./features.ts";

/** Everything a route may know and use. */
export type Ollama = {
  readonly version: string;
  readonly has: (feature: Feature) => boolean;
  readonly clock: Clock;
  readonly library: Library;
  readonly runners: Runners;
  /** The one that runs at the moment; another one after a restart. */
  readonly process: Process;
  readonly registryUrls: RegistryUrls;
  readonly modelsPath: string;
  readonly tokenMs: number;
  readonly contextLength: number;
  readonly isCloudDisabled: boolean;
  /** As OLLAMA_NOPRUNE. */
  readonly isPruneOff: boolean;
  /** How fast layers are verified. */
  readonly hashBytesPerSecond: number;
  /** Whether models in the form of safetensors can run here. */
  readonly hasMlx: boolean;
  /** As OLLAMA_MAX_TRANSFER_STREAMS: how many layers of such a model come at once. */
  readonly transferStreams: number;
  readonly recommendations: readonly JsonObject[];
  /** Numbers the pulls. */
  readonly nextPull: () => number;
};
