import { createHash } from "node:crypto";
import type { Json } from "../../json.ts";

/** What a layer of a model is, as the end of its media type says it. */
export type LayerKind =
  | "model"
  | "tensor"
  | "projector"
  | "template"
  | "license"
  | "system"
  | "params"
  | "config";

/** A part of a model, stored once however many models share it. */
export type SimulatedLayer = {
  readonly kind: LayerKind;
  /** With its prefix: `sha256:…`. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** What a small one says. */
  readonly text?: string;
};

/** The digest and length of bytes, where nobody needs the bytes themselves. */
export type Weights = { readonly digest: string; readonly sizeBytes: number };

/** A small layer, made from its text. */
export function textLayer(kind: LayerKind, text: string): SimulatedLayer {
  return { kind, digest: digestOf(text), sizeBytes: Buffer.byteLength(text), text };
}

/** The digest of a text or of bytes, as Ollama writes it. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** The media type under which a registry names a layer. */
function mediaTypeOf(kind: LayerKind): string {
  return kind === "config"
    ? "application/vnd.docker.container.image.v1+json"
    : `application/vnd.ollama.image.${kind}`;
}

/** The manifest of a model, as a registry sends it and Ollama stores it. */
export function toManifest(layers: readonly SimulatedLayer[]): Json {
  const entry = (layer: SimulatedLayer): Json => ({
    mediaType: mediaTypeOf(layer.kind),
    digest: layer.digest,
    size: layer.sizeBytes,
  });
  return {
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.v2+json",
    config: layers.filter((layer) => layer.kind === "config").map(entry)[0] ?? null,
    layers: layers.filter((layer) => layer.kind !== "config").map(entry),
  };
}
