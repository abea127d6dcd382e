import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { mayBeConverting } from "../models/model-text.view.ts";
import { findModel } from "../models/models.ts";
import { parseModelName } from "../models/model-name.ts";
import type { Failure } from "../shared/failure.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { bytes, elapsed, remarks, sentences, took } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import { LOADED_MS } from "./figures.view.ts";
import type { Run } from "./run.ts";
import type { RunRequest } from "./run-request.ts";
import { runsOf } from "./try-events.ts";

/** What a run waits for, or how it has ended. */
export type RunStatus = {
  readonly text: string;
  readonly tone: Tone;
  /** For how long it has been so; it changes each second, so it is not read out. */
  readonly since: string;
};

export const runStatus = (state: AppState, run: Run, nowMs: number): RunStatus => ({
  ...statusOf(state, run, nowMs),
  since: sinceOf(run, nowMs),
});

function statusOf(state: AppState, run: Run, nowMs: number): Omit<RunStatus, "since"> {
  const { situation } = run;
  switch (situation.kind) {
    case "queued":
      return { text: l10n.t("Waiting for the other model…"), tone: "busy" };
    case "waiting":
      return { text: l10n.t("Waiting for Ollama…"), tone: "busy" };
    case "loading":
      return { text: describeLoading(state, run, situation.sinceMs, nowMs), tone: "busy" };
    case "reading":
      return { text: describeReading(run, nowMs - situation.sinceMs), tone: "busy" };
    case "writing":
      return { text: l10n.t("The model writes…"), tone: "busy" };
    case "done":
      return describeDone(run);
    case "stopped":
      return { text: l10n.t("Stopped. The answer so far is kept."), tone: "quiet" };
    case "failed":
      return { text: describeRunFailure(run, situation.failure), tone: "wrong" };
  }
}

/** Moments are too short to be told. */
const BRIEF_MS = 2_000;

function sinceOf({ situation }: Run, nowMs: number): string {
  switch (situation.kind) {
    case "queued":
    case "waiting":
    case "loading":
    case "reading":
      return nowMs - situation.sinceMs < BRIEF_MS ? "" : elapsed(nowMs - situation.sinceMs);
    case "writing":
    case "done":
    case "stopped":
    case "failed":
      return "";
  }
}

/** With what is known of how long it takes: the size of the model, and its last load. */
function describeLoading(state: AppState, { request }: Run, sinceMs: number, nowMs: number): string {
  const { service, tried } = hostFacts(state);
  if (mayBeConverting(service, sinceMs, nowMs))
    return l10n.t("Still loading: Ollama may have to convert the model first");
  const name = parseModelName(request.body.model);
  const model = name && findModel(modelsOf(state), name);
  const last = name && runsOf(tried, name).findLast(({ loadMs = 0 }) => loadMs >= LOADED_MS);
  return remarks(
    model
      ? l10n.t("Ollama loads the model ({0})…", bytes(model.sizeBytes))
      : l10n.t("Ollama loads the model…"),
    last?.loadMs !== undefined && l10n.t("{0} last time", took(last.loadMs)),
  );
}

/** A short prompt is read within moments, so what takes longer may be the requests of others. */
const LONG_READING_MS = 5_000;
const LONG_PROMPT = 4_000;

function describeReading({ request }: Run, forMs: number): string {
  return forMs < LONG_READING_MS || isLong(request)
    ? l10n.t("The model reads the prompt…")
    : l10n.t("The model reads the prompt, or answers other requests first…");
}

/** An image takes long to read, too. */
function isLong({ endpoint, body }: RunRequest): boolean {
  switch (endpoint) {
    case "/api/chat":
      return body.messages.some(
        ({ content, images = [] }) => content.length > LONG_PROMPT || images.length > 0,
      );
    case "/api/generate":
      return body.prompt.length > LONG_PROMPT || (body.images ?? []).length > 0;
    case "/api/embed":
      return body.input.length > LONG_PROMPT;
  }
}

function describeDone(run: Run): Omit<RunStatus, "since"> {
  const duration = run.endedAtMs === undefined ? "" : took(run.endedAtMs - run.askedAtMs);
  if (run.isCut)
    return { text: l10n.t("Cut off: the answer reached the longest length that is allowed."), tone: "warn" };
  if (!run.vector && run.text.trim() === "" && run.thoughts.trim() === "")
    return { text: l10n.t("The model answered with nothing. Try another prompt."), tone: "warn" };
  return { text: remarks(l10n.t("Done"), duration), tone: "good" };
}

/** What came before the failure stays on the screen. */
function describeRunFailure({ text, thoughts }: Run, failure: Failure): string {
  const hasBegun = text !== "" || thoughts !== "";
  return hasBegun && failure.kind === "cut-off"
    ? l10n.t("The answer broke off: Ollama stopped, or the connection was lost. Ask again.")
    : sentences(describeFailure(failure));
}
