import { isList, isObject, parseJson, type Json } from "../../json.ts";
import { digestOf, type LayerKind, type SimulatedLayer } from "../model/layers.ts";
import {
  LIST_MEDIA_TYPE,
  MANIFEST_MEDIA_TYPE,
  manifestList,
  parseListEntries,
  type ManifestList,
} from "../model/manifest-list.ts";
import { parseRunner, type Runner } from "../model/runner.ts";
import type { FullName } from "../model/names.ts";
import { toError } from "./errors.ts";
import { readBody } from "./registry-client.ts";
import { sendToRegistry, type RegistryClient } from "./registry-request.ts";

/** A name, and the URL of its registry. */
export type Source = { readonly name: FullName; readonly base: URL };

/** The layers of a model, the config last. */
export type Manifest = {
  readonly digest: string;
  readonly layers: readonly SimulatedLayer[];
  /** Absent in manifests that are not made for one engine. */
  readonly child?: { readonly runner: Runner; readonly format: string };
};

/** URLs of stand-in registries, by the host that they replace. */
export type RegistryUrls = ReadonlyMap<string, string>;

export function sourceOf(name: FullName, isInsecure: boolean, urls: RegistryUrls): Source {
  const replaced = urls.get(name.host.toLowerCase());
  return { name, base: new URL(replaced ?? `${isInsecure ? "http" : "https"}://${name.host}`) };
}

/** The URL of a manifest or a blob. */
export function urlOf({ name, base }: Source, kind: "manifests" | "blobs", what: string): URL {
  return new URL(`/v2/${name.namespace}/${name.model}/${kind}/${what}`, base);
}

/** Fetches the manifest of a model. Errors have the texts of Ollama. */
export async function fetchManifest(
  source: Source,
  signal: AbortSignal,
  client: RegistryClient,
): Promise<Manifest | ManifestList> {
  try {
    const url = urlOf(source, "manifests", source.name.tag);
    const accept = client.has("manifestLists")
      ? `${LIST_MEDIA_TYPE}, ${MANIFEST_MEDIA_TYPE}`
      : MANIFEST_MEDIA_TYPE;
    const options = { headers: { accept }, signal, knownAs: source.name.host };
    return parseManifest(await readBody(await sendToRegistry(url, options, client)));
  } catch (error) {
    throw new Error(`pull model manifest: ${toError(error).message}`, { cause: error });
  }
}

export function parseManifest(text: string): Manifest | ManifestList {
  const json = parseJson(text);
  const digest = digestOf(text).slice("sha256:".length);
  const entries = isObject(json) ? parseListEntries(json) : undefined;
  if (entries !== undefined) return manifestList(entries, digest);
  if (!isObject(json) || !isList(json.layers)) throw new Error("unexpected end of JSON input");
  const layers = [...json.layers, json.config ?? null].flatMap(toLayer);
  const runner = typeof json.runner === "string" ? parseRunner(json.runner) : undefined;
  const format = typeof json.format === "string" ? json.format : "gguf";
  return { digest, layers, ...(runner !== undefined && { child: { runner, format } }) };
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
