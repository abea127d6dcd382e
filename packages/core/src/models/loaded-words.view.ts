import * as l10n from "@vscode/l10n";
import { bytes, left, list, percentText, remarks } from "../ui/text/format.view.ts";
import { isGpuPartKnown } from "./gpu-part.ts";
import type { LoadedModel } from "./models-events.ts";

/** A model that expires later than this stays loaded. */
export const LONGEST_EXPIRY_MS = 365 * 24 * 3_600_000;

/** "3.0 GB · 4 min left · all on the GPU": what is cut off is what matters least. */
export const describeLoaded = (loaded: LoadedModel, nowMs: number): string =>
  remarks(describeMemory(loaded), describeTimeLeft(loaded, nowMs), describeGpuPart(loaded));

/** "Loaded · 10.4 GB · 4 min", with the share of the GPU only where that is not all. */
export function describeLoadedBriefly(loaded: LoadedModel, nowMs: number): string {
  const { sizeBytes, vramBytes } = loaded;
  return remarks(
    l10n.t("Loaded"),
    sizeBytes === 0 ? "" : bytes(sizeBytes),
    timeLeft(loaded, nowMs, { stays: l10n.t("stays"), left }),
    vramBytes === sizeBytes ? "" : describeGpuPart(loaded),
  );
}

/** "3.0 GB", or "6.0 GB in 2 copies (3.0 GB and 3.0 GB)" after a conversion; empty where a server does not say it. */
function describeMemory({ sizeBytes, copies = [] }: LoadedModel): string {
  if (sizeBytes === 0) return "";
  if (copies.length < 2) return bytes(sizeBytes);
  const each = list(copies.map((copy) => bytes(copy.sizeBytes)));
  return l10n.t("{0} in {1} copies ({2})", bytes(sizeBytes), copies.length, each);
}

/** Whether a part of it is on the GPU, and a part is not. */
export const isPartly = (loaded: LoadedModel): boolean =>
  isGpuPartKnown(loaded) && loaded.vramBytes !== 0 && loaded.vramBytes !== loaded.sizeBytes;

/**
 * "all on the GPU", "63% on the GPU", "on the CPU"; empty if it is not known. Rounded like Ollama's command line, which
 * rounds the part of the CPU (docs/ollama.md §1.4).
 */
export function describeGpuPart(loaded: LoadedModel): string {
  const { sizeBytes, vramBytes = 0 } = loaded;
  if (!isGpuPartKnown(loaded) || sizeBytes === 0) return "";
  if (vramBytes === 0) return l10n.t("on the CPU");
  if (vramBytes === sizeBytes) return l10n.t("all on the GPU");
  const cpu = Math.round(((sizeBytes - vramBytes) / sizeBytes) * 100);
  return l10n.t("{0} on the GPU", percentText(100 - cpu));
}

/** "4 min left", "stays loaded", "unloading…"; empty if it is not known. */
const describeTimeLeft = (loaded: LoadedModel, nowMs: number): string =>
  timeLeft(loaded, nowMs, { stays: l10n.t("stays loaded"), left: (ms) => l10n.t("{0} left", left(ms)) });

type TimeWords = { readonly stays: string; readonly left: (ms: number) => string };

function timeLeft({ expiresAtMs }: LoadedModel, nowMs: number, words: TimeWords): string {
  if (expiresAtMs === undefined) return "";
  const ms = expiresAtMs - nowMs;
  if (ms > LONGEST_EXPIRY_MS) return words.stays;
  return ms <= 0 ? l10n.t("unloading…") : words.left(ms);
}
