import type { ModelName } from "../models/model-name.ts";
import type { PullLayer } from "./pull-progress.ts";

/** What a model says about itself before it is installed (docs/ollama.md §5.1). */
export type ModelCard = {
  readonly family?: string;
  readonly parameterSize?: string;
  readonly quantization?: string;
  /** The oldest version of Ollama that runs it. */
  readonly requires?: string;
  /** The host that runs a cloud model. */
  readonly remoteHost?: string;
};

/** What a download would fetch, as far as known. Absent values are not known yet, or cannot be found out. */
export type Preview = {
  readonly model: ModelName;
  readonly layers: readonly PullLayer[];
  readonly totalBytes: number;
  /** Bytes that Ollama still has to fetch, after those already there from an interrupted download. */
  readonly missingBytes?: number;
  readonly card?: ModelCard;
  /** Free bytes on the disk of the models folder. */
  readonly freeBytes?: number;
  /** False while more may become known. */
  readonly isComplete: boolean;
};
