import { createHash } from "node:crypto";
import { isList, isObject, parseJson, type Json } from "../../json.ts";
import type { LayerKind, SimulatedLayer } from "../model/layers.ts";
import type { FullName } from "../model/names.ts";
import { toError } from "./errors.ts";
import { readAnswer } from "./registry-client.ts";
import { askRegistry, type Asker } from "./registry-request.ts";

/** Where a name is pulled from. */
export type Source = { readonly name: FullName; readonly base: URL };

/** What a registry says a model consists of, the config last. */
export type Manifest = { readonly digest: string; readonly layers: readonly SimulatedLayer[] };

/** Registries that stand in for those of the world, by the host that they replace. */
export type RegistryUrls = ReadonlyMap<string, string>;

/** Finds the registry of a name. */
export function sourceOf(name: FullName, isInsecure: boolean, urls: RegistryUrls): Source {
  const replaced = urls.get(name.host.toLowerCase());
  return { name, base: new URL(replaced ?? `${isInsecure ? "http" : "https"}://${name.host}`) };
}

/** The address of a part of a model. */
export function urlOf({ name, base }: Source, kind: "manifests" | "blobs", what: string): URL {
  return new URL(`/v2/${name.namespace}/${name.model}/${kind}/${what}`, base);
}

/** Fetches the manifest of a model; what is wrong with it is thrown in Ollama's words. */
export async function fetchManifest(source: Source, gone: AbortSignal, asker: Asker): Promise<Manifest> {
  try {
    const url = urlOf(source, "manifests", source.name.tag);
    const accept = "application/vnd.docker.distribution.manifest.v2+json";
    const asking = { headers: { accept }, gone, knownAs: source.name.host };
    return toManifest(await readAnswer(await askRegistry(url, asking, asker)));
  } catch (error) {
    throw new Error(`pull model manifest: ${toError(error).message}`, { cause: error });
  }
}

function toManifest(text: string): Manifest {
  const json = parseJson(text);
  if (!isObject(json) || !isList(json.layers)) throw new Error("unexpected end of JSON input");
  const layers = [...json.layers, json.config ?? null].flatMap(toLayer);
  return { digest: createHash("sha256").update(text).digest("hex"), layers };
}

function toLayer(json: Json): readonly SimulatedLayer[] {
  if (!isObject(json)) return [];
  const { mediaType, digest, size } = json;
  if (typeof mediaType !== "string" || typeof digest !== "string" || typeof size !== "number") return [];
  const end = mediaType.split(".").at(-1) ?? "";
  const kind = mediaType.startsWith("application/vnd.docker")
    ? "config"
    : KINDS.find((known) => known === end);
  return kind === undefined ? [] : [{ kind, digest, sizeBytes: size }];
}

const KINDS = [
  "model",
  "tensor",
  "projector",
  "template",
  "license",
  "system",
  "params",
] as const satisfies LayerKind[];
