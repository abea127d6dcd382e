import { isList, isObject, type Json, type JsonObject } from "../../json.ts";
import { digestOf } from "./layers.ts";
import { parseRunner, type Runner } from "./runner.ts";

export const LIST_MEDIA_TYPE = "application/vnd.ollama.manifest.list.v2+json";
export const MANIFEST_MEDIA_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

/** A child that a list names. It need not be here. */
export type ListEntry = {
  /** Of its manifest, without a prefix. */
  readonly digest: string;
  readonly runner: Runner;
  readonly format: string;
};

/** A manifest that names others, one for each runner. */
export type ManifestList = {
  readonly kind: "list";
  /** Without a prefix. */
  readonly digest: string;
  readonly entries: readonly ListEntry[];
};

export function manifestList(entries: readonly ListEntry[], digest?: string): ManifestList {
  return { kind: "list", digest: digest ?? digestOf(toListText(entries)).slice("sha256:".length), entries };
}

export function toListText(entries: readonly ListEntry[]): string {
  const manifests = entries.map(({ digest, runner, format }) => ({
    mediaType: MANIFEST_MEDIA_TYPE,
    digest: `sha256:${digest}`,
    runner,
    format,
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType: LIST_MEDIA_TYPE, manifests });
}

/** The entries of a list. `undefined` for every other manifest. */
export function parseListEntries(json: JsonObject): readonly ListEntry[] | undefined {
  return isList(json.manifests) ? json.manifests.flatMap(toEntry) : undefined;
}

function toEntry(json: Json): readonly ListEntry[] {
  if (!isObject(json) || typeof json.digest !== "string") return [];
  const runner = parseRunner(typeof json.runner === "string" ? json.runner : "") ?? "ggml";
  const format = typeof json.format === "string" ? json.format : "gguf";
  return [{ digest: json.digest.replace("sha256:", ""), runner, format }];
}
