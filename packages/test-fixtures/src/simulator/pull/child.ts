import { blobName } from "../blobs/blob-names.ts";
import { noCompatibleManifest } from "../library/find-models.ts";
import { isManifestList } from "../library/tags.ts";
import { digestOf } from "../model/layers.ts";
import type { ListEntry, ManifestList } from "../model/manifest-list.ts";
import type { Runner } from "../model/runner.ts";
import type { Ollama } from "../ollama.ts";
import type { Puller } from "./downloads.ts";
import { parseManifest, urlOf, type Manifest, type Source } from "./manifest.ts";
import { readBody, sendHttp } from "./registry-client.ts";
import { sendToRegistry } from "./registry-request.ts";

/**
 * Fetches the manifest of the child that is wanted: a blob of the same repository. It is reported as a layer with the
 * fake digest `sha256:model`, unless it is here.
 */
export async function fetchChild(
  list: ManifestList,
  source: Source,
  { line, runner, signal }: Puller & { readonly runner: Runner | undefined },
  ollama: Ollama,
): Promise<Manifest> {
  const { library, process } = ollama;
  const entry = choose(list, runner, ollama);
  const digest = `sha256:${entry.digest}`;
  const here = library.blob(digest)?.text;
  if (here !== undefined) return parseChild(here);
  const url = urlOf(source, "blobs", digest);
  const head = await sendToRegistry(url, { method: "HEAD", signal }, ollama);
  const progress = { status: "pulling model", digest: "sha256:model" };
  const total = Number(head.headers["content-length"] ?? 0);
  line({ ...progress, total });
  const text = await fetchText(url, signal, ollama);
  if (digestOf(text) !== digest) throw new Error(`digest mismatch: want ${digest}, got ${digestOf(text)}`);
  process.folder.write(blobName(digest), text);
  line({ ...progress, total, completed: total });
  return parseChild(text);
}

function parseChild(text: string): Manifest {
  const manifest = parseManifest(text);
  if (isManifestList(manifest)) throw new Error("manifest list in a manifest list");
  return manifest;
}

function choose({ entries }: ManifestList, runner: Runner | undefined, { runnerOrder }: Ollama): ListEntry {
  const wanted = runner === undefined ? runnerOrder : [runner];
  const [entry] = wanted.flatMap((one) => entries.find((child) => child.runner === one) ?? []);
  if (entry === undefined) throw noCompatibleManifest(...wanted);
  return entry;
}

/** Follows one redirect, to the store. */
async function fetchText(url: URL, signal: AbortSignal, ollama: Ollama): Promise<string> {
  const answer = await sendToRegistry(url, { signal }, ollama);
  const { location } = answer.headers;
  if (location === undefined) return readBody(answer);
  answer.resume();
  return readBody(await sendHttp(new URL(location, url), { signal }));
}
