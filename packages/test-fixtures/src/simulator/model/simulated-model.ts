import type { JsonObject } from "../../json.ts";
import type { Architecture } from "./architecture.ts";
import type { SimulatedLayer, Weights } from "./layers.ts";
import type { Runner } from "./runner.ts";

/** What a model can do, in Ollama's words. */
export type Capability =
  | "completion"
  | "tools"
  | "insert"
  | "vision"
  | "embedding"
  | "thinking"
  | "image"
  | "audio"
  | "decision";

/** The parameters of a Modelfile. */
export type Parameters = { readonly [name: string]: string | number | boolean | readonly string[] };

/** A model with all that `tags`, `ps` and `show` tell of it. */
export type SimulatedModel = Architecture & {
  /** As Ollama shows it: shortest, with its tag. */
  readonly name: string;
  /** Of the manifest: 64 hexadecimal digits, without a prefix. */
  readonly digest: string;
  /** All layers together, as `tags` tells it. */
  readonly sizeBytes: number;
  /** The config is the last one. */
  readonly layers: readonly SimulatedLayer[];
  readonly family: string;
  readonly format: string;
  readonly parameterCount: number;
  readonly parameterSize: string;
  readonly quantization: string;
  readonly capabilities: readonly Capability[];
  readonly parentModel: string;
  readonly template?: string;
  readonly system?: string;
  readonly license?: string;
  readonly parameters?: Parameters;
  /** Keys that `model_info` has besides the usual ones. */
  readonly extraInfo?: JsonObject;
  /** The engine that its manifest names. Absent in manifests older than 0.40. */
  readonly runner?: Runner;
  /** 0.40 converts its file behind the first load. */
  readonly needsConversion?: boolean;
  /** The oldest Ollama that can run it. */
  readonly requires?: string;
  /** Where a cloud model really is. */
  readonly remote?: { readonly host: string; readonly model: string };
  /** How much of it lies in graphics memory when loaded, from 0 to 1. */
  readonly gpuShare: number;
  /** What is wrong with its file. */
  readonly damage?: "file-missing" | "file-truncated";
  /** When it was pulled, copied or created; the moment of installing unless told. */
  readonly modifiedAtMs?: number;
};

/** What may be told about a model; the rest is made up to fit. */
export type ModelTraits = Partial<Omit<SimulatedModel, "name" | "layers">> & {
  /** The model layer, to share it between models or to give it a digest. */
  readonly weights?: Weights;
};
