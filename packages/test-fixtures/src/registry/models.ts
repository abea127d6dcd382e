import type { SimulatedLayer } from "../simulator/model/layers.ts";
import { simulatedModel } from "../simulator/model/models.ts";
import type { Runner } from "../simulator/model/runner.ts";
import type { ModelTraits, SimulatedModel } from "../simulator/model/simulated-model.ts";

/** A model to pull. */
export type RegistryModel = {
  /** `namespace/model:tag`. */
  readonly name: string;
  /**
   * A layer with a given digest is served under it, even if the digest is wrong. With `requires`, an older Ollama gets
   * 412.
   */
  readonly model: SimulatedModel;
  /** The bytes of the model layer are generated from this. Models with equal seeds and sizes share the layer. */
  readonly seed: string;
  /** A model in several files, which Hugging Face refuses with 400. */
  readonly isSharded?: boolean;
};

/** A name under which the registry has one manifest for each runner. Each has a tag of its own, too: `<tag>-<runner>`. */
export type RegistryList = {
  readonly name: string;
  /** Each has a runner. */
  readonly children: readonly RegistryModel[];
};

/** How a model is published. */
export type Publication = {
  readonly downloadBytes?: number;
  readonly seed?: string;
  /** The digest in the manifest does not match the bytes. */
  readonly isCorrupt?: boolean;
  readonly isSharded?: boolean;
  /** The tensors of a safetensors model. They replace the model layer. */
  readonly tensorBytes?: readonly number[];
};

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

/** A list of these children, in this order. */
export function registryList(
  name: string,
  children: Readonly<Partial<Record<Runner, ModelTraits & Publication>>>,
): RegistryList {
  const runners = (["ggml", "llamacpp", "mlx"] as const).flatMap((runner) => {
    const traits = children[runner];
    return traits === undefined ? [] : [{ runner, traits }];
  });
  return {
    name,
    children: runners.map(({ runner, traits }) => {
      const tag = name.includes(":") ? name : `${name}:latest`;
      return registryModel(`${tag}-${runner}`, { runner, ...traits });
    }),
  };
}

/** For a layer whose digest is computed from its bytes. */
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
