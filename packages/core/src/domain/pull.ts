import type { Progress } from "./downloads.ts";

/** What a pull has told so far; `progressOfPull` says what it adds up to. */
export type Pull = {
  readonly step: Progress["step"];
  /** What the registry said there is to fetch, in order; absent where it did not say, or not the truth. */
  readonly manifest?: readonly PullLayer[];
  /** The layers Ollama has spoken of, in its order. All but the last are complete: it fetches one after the other. */
  readonly layers: readonly SeenLayer[];
  /** The most that was ever done: a part that is fetched again does not take anything back. */
  readonly mostDoneBytes: number;
};

export type PullLayer = { readonly digest: string; readonly sizeBytes: number };

type SeenLayer = { readonly digest: string; readonly doneBytes: number; readonly totalBytes?: number };

/** What may come in: the registry's answer, or one of Ollama's lines (reference §2.1). */
export type PullNews =
  | { readonly kind: "manifest"; readonly layers: readonly PullLayer[] }
  | { readonly kind: "status"; readonly status: string }
  | ({ readonly kind: "layer" } & SeenLayer);

/** What a safetensors model's pull calls itself; its total is that of the whole download (reference §2.2). */
const WHOLE_MODEL = "sha256:model";

export const initialPull: Pull = { step: "preparing", layers: [], mostDoneBytes: 0 };

export function evolvePull(before: Pull, news: PullNews): Pull {
  const pull = afterNews(before, news);
  const mostDoneBytes = Math.max(pull.mostDoneBytes, doneBytes(pull));
  return mostDoneBytes === pull.mostDoneBytes ? pull : { ...pull, mostDoneBytes };
}

/** How far a pull has come; never less than before, and never more than there is. */
export function progressOfPull(pull: Pull): Pick<Progress, "step" | "doneBytes" | "totalBytes"> {
  const totalBytes = totalOf(pull);
  if (totalBytes === undefined) return { step: pull.step, doneBytes: pull.mostDoneBytes };
  return { step: pull.step, doneBytes: Math.min(pull.mostDoneBytes, totalBytes), totalBytes };
}

function afterNews(pull: Pull, news: PullNews): Pull {
  switch (news.kind) {
    case "manifest":
      return { ...pull, manifest: news.layers };
    case "status":
      return { ...pull, step: stepOf(news.status, pull.step) };
    case "layer":
      return withLayer({ ...pull, step: "pulling" }, news);
  }
}

function stepOf(status: string, before: Progress["step"]): Progress["step"] {
  if (status.startsWith("verifying")) return "verifying";
  if (status === "writing manifest" || status === "removing unused layers" || status === "success")
    return "writing";
  return before;
}

function withLayer(pull: Pull, { digest, doneBytes: done, totalBytes }: SeenLayer): Pull {
  const layer: SeenLayer = { digest, doneBytes: done, ...(totalBytes !== undefined && { totalBytes }) };
  const earlier = pull.layers.filter((seen) => seen.digest !== digest);
  const next = { ...pull, layers: [...earlier, layer] };
  const isListed =
    !pull.manifest || digest === WHOLE_MODEL || pull.manifest.some((one) => one.digest === digest);
  if (isListed) return next;
  const { manifest: _outdated, ...rest } = next;
  return rest;
}

function totalOf({ manifest, layers }: Pull): number | undefined {
  const whole = layers.find(({ digest }) => digest === WHOLE_MODEL);
  if (whole) return whole.totalBytes;
  return manifest?.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function doneBytes(pull: Pull): number {
  const { manifest, layers, step } = pull;
  const isFetched = step === "verifying" || step === "writing";
  if (isFetched) return totalOf(pull) ?? layers.reduce((sum, layer) => sum + sizeOf(layer), 0);
  const current = layers.at(-1);
  if (!current) return 0;
  if (!manifest || current.digest === WHOLE_MODEL)
    return layers.slice(0, -1).reduce((sum, layer) => sum + sizeOf(layer), current.doneBytes);
  const place = manifest.findIndex(({ digest }) => digest === current.digest);
  // What comes before it in the manifest is there, though Ollama may not have said a word about it.
  return manifest
    .slice(0, Math.max(place, 0))
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, current.doneBytes);
}

const sizeOf = ({ doneBytes: done, totalBytes }: SeenLayer): number => totalBytes ?? done;
