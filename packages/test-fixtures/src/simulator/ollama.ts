import type { Clock } from "../clock.ts";
import type { JsonObject } from "../json.ts";
import type { Space } from "./blobs/folder.ts";
import type { Library } from "./library.ts";
import type { Runner } from "./model/runner.ts";
import type { Process } from "./process.ts";
import type { RegistryUrls } from "./pull/manifest.ts";
import type { Runners } from "./runners.ts";
import type { Feature } from "./features.ts";

/** Everything that routes use. */
export type Ollama = {
  readonly version: string;
  readonly has: (feature: Feature) => boolean;
  readonly clock: Clock;
  readonly library: Library;
  readonly runners: Runners;
  /** The running process. A restart replaces it. */
  readonly process: Process;
  readonly registryUrls: RegistryUrls;
  readonly disk: Space;
  /** Which child of a list is chosen. */
  readonly runnerOrder: readonly Runner[];
  readonly log: (message: string, fields?: string) => void;
  /** The running conversions, by the names of their models. */
  readonly conversions: Map<string, Promise<void>>;
  /** Whether a load waits for the conversion of its model. */
  readonly conversion: "behind" | "first";
  readonly modelsPath: string;
  readonly conversionMs: number;
  readonly tokenMs: number;
  readonly contextLength: number;
  readonly isCloudDisabled: boolean;
  /** Like OLLAMA_NOPRUNE. */
  readonly isPruneOff: boolean;
  /** How fast the digests of layers are verified. */
  readonly hashBytesPerSecond: number;
  /** Whether safetensors models can run here. */
  readonly hasMlx: boolean;
  /** Like OLLAMA_MAX_TRANSFER_STREAMS: how many layers of such a model are downloaded in parallel. */
  readonly transferStreams: number;
  readonly recommendations: readonly JsonObject[];
  /** Returns the number of a new pull. */
  readonly nextPull: () => number;
};
