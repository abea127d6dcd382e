import type { Clock } from "../clock.ts";
import type { JsonObject } from "../json.ts";
import type { PartSizes } from "./blobs/parts.ts";
import type { AnsweredRequest } from "./http/request-log.ts";
import type { SimulatedList } from "./model/lists.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";
import type { Chances } from "./pull/chances.ts";
import type { LayerUse } from "./pull/layer-uses.ts";

export type SimulatorOptions = {
  /** The simulated version of Ollama. Default: "0.33.0-rc2". */
  readonly version?: string;
  readonly host?: string;
  /** Default: 0, which selects a free port. */
  readonly port?: number;
  readonly models?: readonly (SimulatedModel | SimulatedList)[];
  /** The registries of names without a host, and of Hugging Face. Default: they cannot be reached. */
  readonly registry?: { readonly defaultRegistryUrl?: string; readonly huggingFaceUrl?: string };
  /** A folder that keeps models and unfinished downloads when the simulator is closed. Default: they are lost. */
  readonly dataDir?: string;
  /** Whether `dataDir` has the manifests and layers of `models` from the start. Default: only those of pulled models. */
  readonly hasLayerFiles?: boolean;
  /** The models path in `FROM` lines and errors. Default: `dataDir`, or a home directory. */
  readonly modelsPath?: string;
  readonly loadMs?: number;
  readonly tokenMs?: number;
  /** How long a model stays loaded if the request does not say. Default: 5 minutes. */
  readonly keepAliveMs?: number;
  /** The context length if the request does not say. Default: 4096. */
  readonly contextLength?: number;
  readonly isCloudDisabled?: boolean;
  /** Like OLLAMA_NOPRUNE: nothing is deleted at the start, nor after a pull. */
  readonly isPruneOff?: boolean;
  /** The size of the parts of a layer. Default: from 100 MB to 1 GB. */
  readonly partSizes?: PartSizes;
  /** Free disk space. Default: unlimited. */
  readonly diskBytes?: number;
  /** How fast the digests of layers are verified. Default: unlimited. */
  readonly hashBytesPerSecond?: number;
  /** Whether safetensors models can run here. Default: true. */
  readonly hasMlx?: boolean;
  /** Whether layers on loopback addresses are refused, as since 0.35, unless the pull is insecure. Default: false. */
  readonly guardsRedirects?: boolean;
  /** Whether lists are read as on Apple Silicon, where a child for MLX comes first. Default: false. */
  readonly isAppleSilicon?: boolean;
  /** A model is converted behind the request that loads it, or, as in later versions, before it is loaded. Default: behind. */
  readonly conversion?: "behind" | "first";
  /** How long the conversion of a model takes (since 0.40). Default: 0. */
  readonly conversionMs?: number;
  /** Like OLLAMA_MAX_TRANSFER_STREAMS: how many layers of such a model are downloaded in parallel. Default: 4. */
  readonly transferStreams?: number;
  /** The recommended models. Default: the list that is built into Ollama. */
  readonly recommendations?: readonly JsonObject[];
  readonly chances?: Partial<Chances>;
  /** Seed of the random numbers. The same seed and the same requests give the same results. */
  readonly seed?: number;
  readonly clock?: Clock;
  readonly onAnswered?: (request: AnsweredRequest) => void;
  /** Receives what Ollama would log about its downloads, and with fields about its conversions. */
  readonly onLog?: (message: string, fields?: string) => void;
  /** Called when the use of a layer begins and when it ends (see `overlapsOf`). */
  readonly onLayerUse?: (use: LayerUse) => void;
  /** Called when two overlapping pulls have crashed the server. It does not listen any more. */
  readonly onCrash?: () => void;
  /** Called when the server was killed while it wrote a note (see `chances.noteKills`). It does not listen any more. */
  readonly onKilled?: () => void;
};
