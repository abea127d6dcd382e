import type { Clock } from "../clock.ts";
import type { JsonObject } from "../json.ts";
import type { PartSizes } from "./blobs/parts.ts";
import type { AnsweredRequest } from "./http/request-log.ts";
import type { SimulatedModel } from "./model/models.ts";
import type { Chances } from "./pull/chances.ts";
import type { Touch } from "./pull/layer-uses.ts";

/** How a simulator is to begin; everything has a default. */
export type SimulatorOptions = {
  /** The Ollama it is; what this version has not yet is absent. "0.33.0-rc2" unless told. */
  readonly version?: string;
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly models?: readonly SimulatedModel[];
  /** Where names without a host, and those of Hugging Face, are pulled from; without it, these cannot be reached. */
  readonly registry?: { readonly defaultRegistryUrl?: string; readonly huggingFaceUrl?: string };
  /** A folder in which models and unfinished downloads outlive the simulator; nothing is kept without it. */
  readonly dataDir?: string;
  /** The models path that `FROM` lines and errors show; `dataDir`, or a home directory, unless told. */
  readonly modelsPath?: string;
  /** How long a model takes to load. */
  readonly loadMs?: number;
  /** The pause between two tokens. */
  readonly tokenMs?: number;
  /** How long a model stays loaded when the request does not say (5 minutes). */
  readonly keepAliveMs?: number;
  /** The context a model gets when the request does not say (4096). */
  readonly contextLength?: number;
  readonly isCloudDisabled?: boolean;
  /** As OLLAMA_NOPRUNE: nothing is thrown away at a start, nor after a pull. */
  readonly isPruneOff?: boolean;
  /** How big the parts of a layer are: from 100 MB to 1 GB unless told. */
  readonly partSizes?: PartSizes;
  /** What the disk takes; without an end unless told. */
  readonly diskBytes?: number;
  /** How fast layers are verified; at once unless told. */
  readonly hashBytesPerSecond?: number;
  /** Whether models in the form of safetensors can run here; they can unless told. */
  readonly hasMlx?: boolean;
  /** As OLLAMA_MAX_TRANSFER_STREAMS: how many layers of such a model come at once (4). */
  readonly transferStreams?: number;
  /** What it recommends; the list that is built into Ollama unless told. */
  readonly recommendations?: readonly JsonObject[];
  readonly chances?: Partial<Chances>;
  /** What chance begins with: the same seed and the same requests, the same luck. */
  readonly seed?: number;
  readonly clock?: Clock;
  /** Hears of each request when it has been answered, for a log. */
  readonly onAnswered?: (request: AnsweredRequest) => void;
  /** Hears what Ollama would log of its downloads. */
  readonly onLog?: (message: string) => void;
  /** Hears of each touch (see `overlapsOf`) when it begins and when it ends. */
  readonly onTouch?: (touch: Touch) => void;
  /** Hears that the server has died of two pulls that overlapped; nothing listens any more. */
  readonly onCrash?: () => void;
};
