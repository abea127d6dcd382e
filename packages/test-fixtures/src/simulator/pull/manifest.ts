import { createHash } from "node:crypto";
import { isList, isObject, parseJson, type Json } from "../../json.ts";
import type { LayerKind, SimulatedLayer } from "../model/layers.ts";
import { DEFAULT_HOST, type FullName } from "../model/names.ts";
import { askRegistry, readAnswer } from "./registry-client.ts";

/** Where a name is pulled from. */
export type Source = { readonly name: FullName; readonly base: URL };

/** What a registry says a model consists of, the config last. */
export type Manifest = { readonly digest: string; readonly layers: readonly SimulatedLayer[] };

/** Finds the registry of a name; that of names without a host can be replaced. */
export function sourceOf(name: FullName, isInsecure: boolean, registryUrl: string | undefined): Source {
  const replaced = name.host.toLowerCase() === DEFAULT_HOST ? registryUrl : undefined;
  return { name, base: new URL(replaced ?? `${isInsecure ? "http" : "https"}://${name.host}`) };
}

/** The address of a part of a model. */
export function urlOf({ name, base }: Source, kind: "manifests" | "blobs", what: string): URL {
  return new URL(`/v2/${name.namespace}/${name.model}/${kind}/${what}`, base);
}

/** Fetches the manifest of a model; what is wrong with it is thrown in Ollama's words. */
export async function fetchManifest(source: Source, gone: AbortSignal): Promise<Manifest> {
  try {
    const url = urlOf(source, "manifests", source.name.tag);
    const accept = "application/vnd.docker.distribution.manifest.v2+json";
    const answer = await askRegistry(url, { headers: { accept }, gone });
    const text = await readAnswer(answer);
    if (answer.statusCode === 404) throw new Error("file does not exist");
    if (answer.statusCode === 401) {
      const realm = /realm="([^"]*)"/.exec(answer.headers["www-authenticate"] ?? "")?.[1] ?? "";
      throw new Error(`realm host "${realm}" does not match original host "${url.host}"`);
    }
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode ?? 0}: ${text}`);
    return toManifest(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`pull model manifest: ${reason}`, { cause: error });
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
  "projector",
  "template",
  "license",
  "system",
  "params",
] as const satisfies LayerKind[];
