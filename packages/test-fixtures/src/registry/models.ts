import { simulatedModel, type ModelTraits, type SimulatedModel } from "../simulator/model/models.ts";

/** A model that can be pulled. */
export type RegistryModel = {
  /** `namespace/model:tag`, as in a URL. */
  readonly name: string;
  /** A layer whose digest is given is served under it, whatever its bytes hash to. */
  readonly model: SimulatedModel;
  /** What the bytes of the model layer are made from; equal seeds and sizes share the layer. */
  readonly seed: string;
};

/** What may be told about a model to publish, besides its traits. */
export type Publication = {
  readonly downloadBytes?: number;
  readonly seed?: string;
  /** The manifest promises a digest that the bytes do not have. */
  readonly isCorrupt?: boolean;
};

/** Makes a model to publish, with a model layer of so many bytes. */
export function registryModel(name: string, traits: ModelTraits & Publication = {}): RegistryModel {
  const { downloadBytes = 1_000_000, seed = name, isCorrupt = false, ...rest } = traits;
  const digest = isCorrupt ? `sha256:${"ab".repeat(32)}` : UNKNOWN_DIGEST;
  return {
    name,
    model: simulatedModel(name, { weights: { digest, sizeBytes: downloadBytes }, ...rest }),
    seed,
  };
}

/** The digest of a layer that is to be computed from its bytes. */
export const UNKNOWN_DIGEST = "sha256:unknown";
