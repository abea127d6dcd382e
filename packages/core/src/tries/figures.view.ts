import * as l10n from "@vscode/l10n";
import { countTokens } from "../models/model-text.view.ts";
import { decimal, grouped, took } from "../ui/text/format.view.ts";
import { isOngoing, type Run } from "./run.ts";

/** A figure; its value is "–" until it is known, so that nothing moves then. */
export type Figure = {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly note: string;
};

const UNKNOWN = "–";
/** Ollama also spends a moment on a model that is loaded. */
export const LOADED_MS = 200;

/** The five figures of a run; while it streams, what can be counted from here. */
export function figuresOf(run: Run | undefined): readonly Figure[] {
  return [
    { key: "first", label: l10n.t("First token"), value: firstPart(run), note: "" },
    { key: "speed", label: l10n.t("Speed"), value: speed(run), note: "" },
    { key: "load", label: l10n.t("Load"), ...load(run) },
    {
      key: "prompt",
      label: l10n.t("Prompt"),
      value: tokens(run?.figures.promptTokens),
      note: "",
    },
    { key: "answer", label: l10n.t("Answer"), ...answer(run) },
  ];
}

/** The figures of a text that becomes a vector, which comes at once. */
export function vectorFiguresOf(run: Run | undefined): readonly Figure[] {
  return [
    { key: "took", label: l10n.t("Took"), value: firstPart(run), note: "" },
    { key: "load", label: l10n.t("Load"), ...load(run) },
    { key: "prompt", label: l10n.t("Text"), value: tokens(run?.figures.promptTokens), note: "" },
    {
      key: "size",
      label: l10n.t("Numbers"),
      value: run?.vector ? grouped(run.vector.size) : UNKNOWN,
      note: "",
    },
  ];
}

const tokens = (count: number | undefined): string => (count === undefined ? UNKNOWN : countTokens(count));

const firstPart = (run: Run | undefined): string =>
  run?.firstAtMs === undefined ? UNKNOWN : took(run.firstAtMs - run.askedAtMs);

/** Until Ollama has told it, what is counted here. */
function speed(run: Run | undefined): string {
  const { tokensPerSecond } = run?.figures ?? {};
  if (tokensPerSecond !== undefined) return describeSpeed(tokensPerSecond);
  const counted = run && speedSoFar(run);
  return counted === undefined ? UNKNOWN : `≈ ${describeSpeed(counted)}`;
}

/** What comes at once says nothing about the speed. */
const SHORTEST_MS = 250;

/** Ollama sends about one line for each token; it tells the real speed with its last one. */
function speedSoFar({ firstAtMs, lastAtMs, textParts, thoughtParts }: Run): number | undefined {
  if (firstAtMs === undefined || lastAtMs === undefined || lastAtMs - firstAtMs < SHORTEST_MS)
    return undefined;
  return (textParts + thoughtParts - 1) / ((lastAtMs - firstAtMs) / 1_000);
}

export const describeSpeed = (tokensPerSecond: number): string =>
  l10n.t("{0} tokens/s", speedNumber(tokensPerSecond));

/** "61.4", "38,000": a fast one needs no decimals. */
export const speedNumber = (tokensPerSecond: number): string =>
  tokensPerSecond < 1_000 ? decimal(tokensPerSecond) : grouped(tokensPerSecond);

function load(run: Run | undefined): Pick<Figure, "value" | "note"> {
  const { loadMs } = run?.figures ?? {};
  if (loadMs === undefined) return { value: UNKNOWN, note: "" };
  return { value: took(loadMs), note: wasLoaded(run, loadMs) ? l10n.t("already loaded") : "" };
}

const wasLoaded = (run: Run | undefined, loadMs: number): boolean =>
  loadMs < LOADED_MS && run?.hadToLoad !== true;

function answer(run: Run | undefined): Pick<Figure, "value" | "note"> {
  const { answerTokens } = run?.figures ?? {};
  const counted = run ? run.textParts + run.thoughtParts : 0;
  if (answerTokens !== undefined) return { value: countTokens(answerTokens), note: "" };
  if (counted === 0) return { value: UNKNOWN, note: "" };
  const isStill = run !== undefined && isOngoing(run);
  return { value: countTokens(counted), note: isStill ? l10n.t("so far") : l10n.t("by Paddock's count") };
}
