import type { PullLayer } from "../downloads/pull-progress.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelStore, StoredLayer, StoredManifest } from "../models/model-store.ts";
import { findTag, tagsInUse } from "../models/tags-in-use.ts";
import type { SendingFailure } from "../shared/failure.ts";

/** What is sent of a model: files, and texts that the request itself contains. */
export type Sendable = {
  /** The digest of its manifest, `sha256:…`; absent: there is no manifest to be compared with. */
  readonly digest?: string;
  readonly files: readonly StoredLayer[];
  readonly texts: readonly StoredLayer[];
  readonly configDigest?: string;
};

/** What `POST /api/create` does with a layer, by the last part of its media type (docs/ollama.md §1.6). */
const KINDS = {
  model: "file",
  projector: "file",
  adapter: "file",
  template: "text",
  system: "text",
  license: "text",
  params: "text",
  messages: "text",
} as const;
export type Kind = keyof typeof KINDS;

const PREFIX = "application/vnd.ollama.image.";
const isKind = (kind: string): kind is Kind => Object.hasOwn(KINDS, kind);

export function kindOf({ mediaType }: StoredLayer): Kind | undefined {
  const kind = mediaType.startsWith(PREFIX) ? mediaType.slice(PREFIX.length) : "";
  return isKind(kind) ? kind : undefined;
}

/** What to send of a model that an Ollama of this version has, or why it cannot be sent. */
export function sendableOf(
  { tags }: ModelStore,
  model: ModelName,
  version: string,
): Sendable | SendingFailure {
  const tag = findTag(tagsInUse(tags, version), model);
  const manifest = tag && manifestToSend(tag.manifests);
  if (!manifest) return { kind: "source-missing" };
  const odd = manifest.layers.find((layer) => kindOf(layer) === undefined);
  if (odd) return { kind: "not-sendable", mediaType: odd.mediaType };
  const { digest, layers, configDigest } = manifest;
  const are = (how: "file" | "text") => (layer: StoredLayer) => {
    const kind = kindOf(layer);
    return kind !== undefined && KINDS[kind] === how;
  };
  return {
    digest,
    files: layers.filter(are("file")),
    texts: layers.filter(are("text")),
    ...(configDigest !== undefined && { configDigest }),
  };
}

/** Of a converted model, the original: another Ollama converts it for itself (docs/ollama.md §8.6). */
const manifestToSend = (manifests: readonly StoredManifest[]): StoredManifest | undefined =>
  manifests.find(({ runner }) => runner === "ggml") ??
  manifests.find(({ runner }) => runner !== "mlx") ??
  manifests[0];

/** The files as layers to fetch, each once. */
export const layersToSend = ({ files }: Sendable): readonly PullLayer[] => [
  ...new Map(files.map(({ digest, sizeBytes }) => [digest, { digest, sizeBytes }])).values(),
];
