import { createHash } from "node:crypto";
import type { Json } from "../../json.ts";
import type { Runner } from "./runner.ts";

/** The kind of a layer: the last part of its media type. */
export type LayerKind =
  | "model"
  | "tensor"
  | "projector"
  | "template"
  | "license"
  | "system"
  | "params"
  | "config";

/** A part of a model. Models that share a layer store it once. */
export type SimulatedLayer = {
  readonly kind: LayerKind;
  /** With the prefix `sha256:`. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** The content of a small layer. */
  readonly text?: string;
  /** The model that it was taken from by a conversion. */
  readonly from?: string;
};

/** The digest and size of weights. The bytes themselves are not needed. */
export type Weights = { readonly digest: string; readonly sizeBytes: number };

export function textLayer(kind: LayerKind, text: string): SimulatedLayer {
  return { kind, digest: digestOf(text), sizeBytes: Buffer.byteLength(text), text };
}

/** The digest of a text or of bytes, in Ollama's notation. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

function mediaTypeOf(kind: LayerKind): string {
  return kind === "config"
    ? "application/vnd.docker.container.image.v1+json"
    : `application/vnd.ollama.image.${kind}`;
}

/** The manifest of a model, in the form that a registry sends and Ollama stores. */
export function toManifest(
  layers: readonly SimulatedLayer[],
  child?: { readonly runner: Runner; readonly format: string },
): Json {
  const entry = (layer: SimulatedLayer): Json => ({
    mediaType: mediaTypeOf(layer.kind),
    digest: layer.digest,
    size: layer.sizeBytes,
    ...(layer.from !== undefined && { from: layer.from }),
  });
  return {
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.v2+json",
    config: layers.filter((layer) => layer.kind === "config").map(entry)[0] ?? null,
    layers: layers.filter((layer) => layer.kind !== "config").map(entry),
    ...child,
  };
}
