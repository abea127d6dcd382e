import * as l10n from "@vscode/l10n";
import { shortModelNames } from "../models/short-name.view.ts";
import { bytes, bytesOf, grouped, list, sentences, shareText } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import type { LoadPlan } from "./estimate.ts";
import {
  chosenShare,
  evictedBy,
  longestContext,
  verdictFor,
  type FitSituation,
} from "./fit-situation.view.ts";
import type { UnknownReason } from "./forecast.ts";
import type { HostMemory } from "./host-memory.ts";
import { usableGpuBytes, verdictOn, type Verdict } from "./verdict.ts";

export type FitWords = {
  readonly kind: Verdict["kind"];
  readonly tone: Tone;
  readonly verdict: string;
  /** How much it takes, of how much; empty if that is not known. */
  readonly amounts: string;
  /** What else there is to know; while the context is chosen, there is always something. */
  readonly rest: string;
};

/** The verdict on a model that takes so much, with numbers and what else would be possible. */
export function fitWords(fit: FitSituation, needed: number, plan: LoadPlan, most: number): FitWords {
  const { memory } = fit;
  const verdict = verdictFor(fit, needed, plan);
  const main = memory.kind === "told" ? (memory.mainBytes ?? 0) : 0;
  const evicted = describeEvicted(fit, needed, plan);
  const longest = describeLongest(fit, plan, most, evicted);
  const rest = sentences(describeChosen(fit, plan), evicted, longest);
  switch (verdict.kind) {
    case "fits":
      return {
        kind: verdict.kind,
        tone: "good",
        verdict: l10n.t("Fits on the GPU."),
        amounts:
          memory.kind === "seen"
            ? l10n.t("{0}; Ollama has already had as much on it.", bytes(needed))
            : l10n.t("{0}.", bytesOf(needed, usableGpuBytes(memory))),
        rest,
      };
    case "partly":
      return {
        kind: verdict.kind,
        tone: "warn",
        verdict: l10n.t("Partly on the GPU, {0}.", shareText(verdict.share)),
        amounts: l10n.t(
          "{0} needed, {1} for models on the GPU.",
          bytes(needed),
          bytes(usableGpuBytes(memory)),
        ),
        rest,
      };
    case "cpu-only":
      return {
        kind: verdict.kind,
        tone: "quiet",
        verdict: l10n.t("Fits in main memory; it runs on the CPU."),
        amounts: l10n.t("{0}.", bytesOf(needed, main)),
        rest,
      };
    case "too-big":
      return {
        kind: verdict.kind,
        tone: "wrong",
        verdict: l10n.t("Too big."),
        amounts: describeTooBig(needed, usableGpuBytes(memory), main),
        rest: longest,
      };
    case "unknown":
      return {
        kind: verdict.kind,
        tone: "quiet",
        verdict: l10n.t("Needs {0}.", bytes(needed)),
        amounts: "",
        rest: l10n.t(
          "Paddock does not know the memory of this host yet: it reads it from Ollama's log, or from a setting.",
        ),
      };
  }
}

const describeTooBig = (needed: number, gpu: number, main: number): string =>
  gpu > 0
    ? l10n.t("{0} needed, {1} on the GPU and {2} in main memory.", bytes(needed), bytes(gpu), bytes(main))
    : l10n.t("{0} needed, {1} in main memory.", bytes(needed), bytes(main));

function describeEvicted(fit: FitSituation, needed: number, plan: LoadPlan): string {
  const names = evictedBy(fit, needed, plan).map(({ name }) => name);
  return names.length === 0
    ? ""
    : l10n.t("Ollama unloads {0} for it.", list(names.map(shortModelNames(names))));
}

/** That the person wants only so much on the GPU. */
function describeChosen(fit: FitSituation, plan: LoadPlan): string {
  const chosen = chosenShare(fit, plan);
  if (chosen === undefined) return "";
  if (chosen === 0) return l10n.t("Your load settings keep it off the GPU.");
  return l10n.t(
    "Your load settings put {0} of its {1} layers there.",
    grouped(plan.gpuLayers ?? 0),
    grouped(fit.layers ?? 0),
  );
}

/** The longest context that fits; also with a smaller cache, if no other model must be unloaded. */
function describeLongest(fit: FitSituation, plan: LoadPlan, most: number, evicted: string): string {
  if (fit.memory.kind !== "told" || fit.forecastOf(plan).kind !== "estimated") return "";
  const own = longestContext(fit, plan, most);
  if (own >= most)
    return plan.context < most
      ? l10n.t("Its longest context, {0}, fits too.", grouped(most))
      : l10n.t("This is its longest context.");
  const smaller = plan.cacheType === "f16" ? longestContext(fit, { ...plan, cacheType: "q8_0" }, most) : 0;
  const [one, other] = [grouped(roundedDown(own)), grouped(roundedDown(smaller))];
  if (own < SHORTEST)
    return smaller < SHORTEST
      ? l10n.t("With a shorter context, it would not fit either.")
      : l10n.t("With a q8_0 cache, a context of about {0} would fit.", other);
  // Where another model must be unloaded for it, that is enough to say.
  const isSmallerTold = smaller > own && evicted === "";
  if (own > plan.context)
    return isSmallerTold
      ? l10n.t("A context of about {0} would still fit; with a q8_0 cache, of {1}.", one, other)
      : l10n.t("A context of about {0} would still fit.", one);
  return isSmallerTold
    ? l10n.t("A context of about {0} would fit; with a q8_0 cache, of {1}.", one, other)
    : l10n.t("A context of about {0} would fit.", one);
}

/** A shorter context is no use. */
const SHORTEST = 1_024;

const roundedDown = (context: number): number => {
  const step = context >= 10_000 ? 1_000 : 100;
  return Math.floor(context / step) * step;
};

/** Why the memory of a model is not known before it was loaded once. */
export function describeUnknown(because: UnknownReason): string {
  switch (because) {
    case "no-details":
      return l10n.t("What it takes follows from its details, which are not read yet.");
    case "sliding-window":
      return l10n.t("It attends to a sliding window: what it takes is known after its first load.");
    case "hybrid":
      return l10n.t("It is a hybrid model: what it takes is known after its first load.");
    case "mixture":
      return l10n.t("It is a mixture of experts: what it takes is known after its first load.");
    case "projector":
      return l10n.t("It also reads images or sound: what it takes is known after its first load.");
    case "embedding":
      return l10n.t("It is an embedding model: what it takes is known after its first load.");
    case "older-ollama":
      return l10n.t("This version of Ollama plans by the GPU: what it takes is known after its first load.");
    case "mlx":
      return l10n.t("It runs on MLX: what it takes is known after its first load.");
    case "cloud":
      return l10n.t("It runs in the cloud.");
    case "latent-attention":
    case "architecture":
    case "incomplete":
      return l10n.t(
        "Paddock cannot estimate this architecture: what it takes is known after its first load.",
      );
  }
}

/** The verdict in a word or two, for a row; empty if nothing is known, or if there is no GPU anyway. */
export function fitWord(verdict: Verdict): string {
  switch (verdict.kind) {
    case "fits":
      return l10n.t("fits");
    case "partly":
      return l10n.t("{0} on the GPU", shareText(verdict.share));
    case "too-big":
      return l10n.t("too big");
    case "cpu-only":
    case "unknown":
      return "";
  }
}

/** The verdict on weights alone, in a few words; empty if it is not known. */
export function weightsWord(fileBytes: number, memory: HostMemory): string {
  const verdict = verdictOn(fileBytes, memory);
  switch (verdict.kind) {
    case "fits":
      return l10n.t("its weights fit the GPU");
    case "partly":
      return l10n.t("only partly on the GPU");
    case "cpu-only":
      return l10n.t("its weights fit main memory");
    case "too-big":
      return l10n.t("too big for this host");
    case "unknown":
      return "";
  }
}

/** What to know before a model of this size is downloaded; empty if its weights alone would fit, or that is not known. */
export function weightsWarning(fileBytes: number, memory: HostMemory): string {
  const verdict = verdictOn(fileBytes, memory);
  switch (verdict.kind) {
    case "too-big":
      return l10n.t("Too big for this host: its weights alone are more than the memory for models.");
    case "partly":
      return l10n.t(
        "Only partly on the GPU: {0} are for models there, which is less than its weights.",
        bytes(usableGpuBytes(memory)),
      );
    case "fits":
    case "cpu-only":
    case "unknown":
      return "";
  }
}
