import type { SimulatedLayer } from "../simulator/model/layers.ts";
import { simulatedModel } from "../simulator/model/models.ts";
import type { ModelTraits, SimulatedModel } from "../simulator/model/simulated-model.ts";

/** A model that can be pulled. */
export type RegistryModel = {
  /** `namespace/model:tag`, as in a URL. */
  readonly name: string;
  /**
   * A layer whose digest is given is served under it, whatever its bytes hash to. With `requires`, an older Ollama
   * gets 412.
   */
  readonly model: SimulatedModel;
  /** What the bytes of the model layer are made from; equal seeds and sizes share the layer. */
  readonly seed: string;
  /** Several files, which Hugging Face refuses to an Ollama with 400. */
  readonly isSharded?: boolean;
};

/** What may be told about a model to publish, besides its traits. */
export type Publication = {
  readonly downloadBytes?: number;
  readonly seed?: string;
  /** The manifest promises a digest that the bytes do not have. */
  readonly isCorrupt?: boolean;
  readonly isSharded?: boolean;
  /** The sizes of its tensors, for a model in the form of safetensors: it has these in place of a model layer. */
  readonly tensorBytes?: readonly number[];
};

/** Makes a model to publish, with a model layer of so many bytes. */
export function registryModel(name: string, traits: ModelTraits & Publication = {}): RegistryModel {
  const {
    downloadBytes = 1_000_000,
    seed = name,
    isCorrupt = false,
    isSharded,
    tensorBytes,
    ...rest
  } = traits;
  const digest = isCorrupt ? `sha256:${"ab".repeat(32)}` : UNKNOWN_DIGEST;
  const model = simulatedModel(name, { weights: { digest, sizeBytes: downloadBytes }, ...rest });
  return {
    name,
    model: tensorBytes === undefined ? model : withTensors(model, tensorBytes),
    seed,
    ...(isSharded !== undefined && { isSharded }),
  };
}

/** The digest of a layer that is to be computed from its bytes. */
export const UNKNOWN_DIGEST = "sha256:unknown";

function withTensors(model: SimulatedModel, tensorBytes: readonly number[]): SimulatedModel {
  const tensors = tensorBytes.map((sizeBytes): SimulatedLayer => ({
    kind: "tensor",
    digest: UNKNOWN_DIGEST,
    sizeBytes,
  }));
  const rest = model.layers.filter(({ kind }) => kind !== "model");
  return { ...model, format: "safetensors", layers: [...tensors, ...rest] };
}
