import type { ModelName } from "../models/model-name.ts";
import type { PullLayer } from "./pull-progress.ts";

/** What a model says of itself before it is there (docs/ollama.md §5.1). */
export type ModelCard = {
  readonly family?: string;
  readonly parameterSize?: string;
  readonly quantization?: string;
  /** The oldest Ollama that runs it. */
  readonly requires?: string;
};

/** What a download would be, as it becomes known; what is absent is not known yet, or cannot be. */
export type Preview = {
  readonly model: ModelName;
  readonly layers: readonly PullLayer[];
  readonly totalBytes: number;
  /** What of it Ollama does not have yet, without what is there of a download that was broken off. */
  readonly missingBytes?: number;
  readonly card?: ModelCard;
  /** Free on the disk that it would go to. */
  readonly freeBytes?: number;
  /** Whether more may become known. */
  readonly isComplete: boolean;
};
