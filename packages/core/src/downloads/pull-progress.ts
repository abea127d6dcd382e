import * as v from "valibot";
import { count, type DataOf } from "../shared/described.ts";
import { NO_PROGRESS, type Progress } from "./progress.ts";

/** What a pull has reported so far; `progressOfPull` sums it up. */
export type Pull = {
  readonly step: Progress["step"];
  /** The layers by the registry's answer; absent if it did not tell, or if Ollama fetches something else. */
  readonly manifest?: Manifest;
  /** The layer of Ollama's last line. Those before it are complete: Ollama fetches one after the other. */
  readonly current?: SeenLayer;
  /** Sizes of the layers in earlier lines, and their sum. */
  readonly earlier: ReadonlyMap<string, number>;
  readonly earlierBytes: number;
  /** The maximum so far, including earlier pulls of the same download. */
  readonly mostDoneBytes: number;
  readonly mostShare: number;
  /** All bytes received; bytes received twice count twice. */
  readonly receivedBytes: number;
};

/** The digest of a layer, `sha256:…`. */
export const layerDigestSchema = v.string();

/** A layer that a pull fetches: its digest (`sha256:…`) and its size in bytes. */
export const pullLayerSchema = v.object({ digest: layerDigestSchema, sizeBytes: count });
export type PullLayer = DataOf<typeof pullLayerSchema>;

/** Total size in bytes; a layer that is listed twice is fetched once. */
export const sizeOfLayers = (layers: readonly PullLayer[]): number =>
  [...new Map(layers.map(({ digest, sizeBytes }) => [digest, sizeBytes])).values()].reduce(
    (sum, sizeBytes) => sum + sizeBytes,
    0,
  );

export function haveCommonLayer(some: readonly PullLayer[], others: readonly PullLayer[]): boolean {
  const digests = new Set(others.map(({ digest }) => digest));
  return some.some(({ digest }) => digests.has(digest));
}

type SeenLayer = { readonly digest: string; readonly doneBytes: number; readonly totalBytes?: number };

/** Where each layer begins in the whole download, in bytes, and its total size. */
type Manifest = { readonly offsets: ReadonlyMap<string, number>; readonly totalBytes: number };

/** The registry's answer, or one of Ollama's lines (docs/ollama.md §2.1). */
export type PullNews =
  | { readonly kind: "manifest"; readonly layers: readonly PullLayer[] }
  | { readonly kind: "status"; readonly status: string }
  | ({ readonly kind: "layer" } & SeenLayer);

/**
 * The digest in the lines of a safetensors model's pull; its total covers the whole download (docs/ollama.md §2.2). The
 * pull of a manifest list begins with the same digest for the chosen manifest, which arrives at once (docs/ollama.md §8.2).
 */
const WHOLE_MODEL = "sha256:model";

const NONE: ReadonlyMap<string, number> = new Map();

/** A pull that continues from the progress of earlier ones. */
export const pullFrom = ({
  doneBytes,
  share,
}: Pick<Progress, "doneBytes" | "share"> = NO_PROGRESS): Pull => ({
  step: "preparing",
  earlier: NONE,
  earlierBytes: 0,
  mostDoneBytes: doneBytes,
  mostShare: share ?? 0,
  receivedBytes: 0,
});

/** Adds one of Ollama's lines, or the registry's answer. */
export function evolvePull(before: Pull, news: PullNews): Pull {
  const pull = afterNews(before, news);
  const mostDoneBytes = Math.max(pull.mostDoneBytes, presentBytes(pull));
  const mostShare = Math.max(pull.mostShare, shareOf(mostDoneBytes, totalOf(pull)));
  return mostDoneBytes === pull.mostDoneBytes && mostShare === pull.mostShare
    ? pull
    : { ...pull, mostDoneBytes, mostShare };
}

/** The progress of a pull; never less than before, and never more than the total. */
export function progressOfPull(
  pull: Pull,
): Pick<Progress, "step" | "doneBytes" | "totalBytes" | "atLeastBytes" | "share" | "againBytes"> {
  const { step, mostDoneBytes, mostShare } = pull;
  const totalBytes = totalOf(pull);
  const doneBytes = Math.min(mostDoneBytes, totalBytes ?? mostDoneBytes);
  const againBytes = step === "pulling" ? Math.max(0, doneBytes - presentBytes(pull)) : 0;
  const namedBytes = pull.earlierBytes + (pull.current?.totalBytes ?? 0);
  return {
    step,
    doneBytes,
    ...(totalBytes !== undefined && { totalBytes, share: mostShare }),
    ...(totalBytes === undefined && namedBytes > doneBytes && { atLeastBytes: namedBytes }),
    ...(againBytes > 0 && { againBytes }),
  };
}

/** Whether the manifest is missing for what Ollama fetches. */
export const isManifestMissing = ({ manifest, current }: Pull): boolean =>
  manifest === undefined && current !== undefined && current.digest !== WHOLE_MODEL;

/**
 * Whether Ollama names a layer without knowing its size. That lasts for a moment; for ever, if another program gave up
 * the request that asks for the size (docs/ollama.md §0.5).
 */
export const isSizeMissing = ({ current }: Pull): boolean =>
  current !== undefined && current.totalBytes === undefined && current.doneBytes === 0;

/** Bytes on the disk now, over all layers. */
export function presentBytes(pull: Pull): number {
  const { manifest, current, earlierBytes, step } = pull;
  const isFetched = step === "verifying" || step === "writing";
  if (isFetched) return totalOf(pull) ?? earlierBytes + (current ? sizeOf(current) : 0);
  if (!current) return 0;
  if (current.digest === WHOLE_MODEL) return current.doneBytes;
  if (!manifest) return earlierBytes + current.doneBytes;
  // Layers before it in the manifest are complete, even those that Ollama has not mentioned.
  return (manifest.offsets.get(current.digest) ?? 0) + current.doneBytes;
}

function afterNews(pull: Pull, news: PullNews): Pull {
  switch (news.kind) {
    case "manifest":
      return { ...pull, manifest: manifestOf(news.layers) };
    case "status":
      return { ...pull, step: stepOf(news.status, pull.step) };
    case "layer":
      return withLayer(pull, news);
  }
}

function stepOf(status: string, before: Progress["step"]): Progress["step"] {
  if (status.startsWith("verifying")) return "verifying";
  if (status === "writing manifest" || status === "removing unused layers" || status === "success")
    return "writing";
  return before;
}

function withLayer(before: Pull, line: SeenLayer): Pull {
  const { digest, doneBytes, totalBytes } = line;
  if (digest === WHOLE_MODEL && !isAboutWhole(before, line)) return before;
  const current: SeenLayer = { digest, doneBytes, ...(totalBytes !== undefined && { totalBytes }) };
  const pull: Pull = { ...before, step: "pulling", current };
  if (before.current?.digest === digest)
    return { ...pull, receivedBytes: pull.receivedBytes + Math.max(0, doneBytes - before.current.doneBytes) };
  const next = { ...pull, ...earlierLayers(before, digest) };
  const { manifest, ...rest } = next;
  const isListed = !manifest || digest === WHOLE_MODEL || manifest.offsets.has(digest);
  return isListed ? next : rest;
}

/** Only a download can be partly done; and once Ollama names a layer, no line is about the whole. */
const isAboutWhole = ({ current }: Pull, { doneBytes, totalBytes = doneBytes }: SeenLayer): boolean =>
  current ? current.digest === WHOLE_MODEL : doneBytes > 0 && doneBytes < totalBytes;

/** The layers before the one that has begun. A layer that appears again is not counted twice. */
function earlierLayers({ earlier, current }: Pull, digest: string): Pick<Pull, "earlier" | "earlierBytes"> {
  const sizes = new Map(earlier);
  if (current && current.digest !== WHOLE_MODEL) sizes.set(current.digest, sizeOf(current));
  sizes.delete(digest);
  return { earlier: sizes, earlierBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}

/** A layer that a manifest lists twice is fetched once. */
function manifestOf(layers: readonly PullLayer[]): Manifest {
  const offsets = new Map<string, number>();
  let totalBytes = 0;
  for (const { digest, sizeBytes } of layers) {
    if (offsets.has(digest)) continue;
    offsets.set(digest, totalBytes);
    totalBytes += sizeBytes;
  }
  return { offsets, totalBytes };
}

function totalOf({ manifest, current }: Pull): number | undefined {
  return current?.digest === WHOLE_MODEL ? current.totalBytes : manifest?.totalBytes;
}

const sizeOf = ({ doneBytes, totalBytes }: SeenLayer): number => totalBytes ?? doneBytes;

const shareOf = (doneBytes: number, totalBytes: number | undefined): number =>
  totalBytes === undefined || totalBytes === 0 ? 0 : Math.min(1, doneBytes / totalBytes);
