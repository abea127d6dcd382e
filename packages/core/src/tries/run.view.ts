import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { findModel } from "../models/models.ts";
import { parseModelName } from "../models/model-name.ts";
import { mayBeConverting } from "../models/model-text.view.ts";
import { isRunning } from "../service/service.ts";
import type { Failure } from "../shared/failure.ts";
import { actionOf, isOffered, type Action } from "../ui/actions.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import {
  bytes,
  decimal,
  elapsed,
  grouped,
  list,
  plural,
  remarks,
  sentences,
  took,
} from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import { LOADED_MS } from "./figures.view.ts";
import { isOngoing, type Run } from "./run.ts";
import { runsOf } from "./try-events.ts";

/** What came of a prompt, in words. The answer is foreign text: plain text only. */
export type RunView = {
  readonly isOngoing: boolean;
  /** Whether its text grows now. */
  readonly isWriting: boolean;
  readonly status: RunStatus;
  /** A button that helps, if it has failed. */
  readonly remedy: Action | null;
  readonly thoughts: { readonly summary: string; readonly note: string; readonly text: string } | null;
  readonly answer: string;
  readonly request: string;
  readonly raw: string;
};

type RunStatus = {
  readonly text: string;
  readonly tone: Tone;
  /** For how long it has been so; it changes each second, so it is not read out. */
  readonly since: string;
};

export const runView = (state: AppState, run: Run, nowMs: number): RunView => ({
  isOngoing: isOngoing(run),
  isWriting: run.situation.kind === "writing",
  status: { ...statusOf(state, run, nowMs), since: sinceOf(run, nowMs) },
  remedy: remedyOf(state, run),
  thoughts: thoughtsOf(run),
  answer: run.vector ? describeVector(run.vector) : run.text,
  request: requestText(run),
  raw: run.raw,
});

function statusOf(state: AppState, run: Run, nowMs: number): Omit<RunStatus, "since"> {
  const { situation } = run;
  switch (situation.kind) {
    case "queued":
      return { text: l10n.t("Waiting until the other model has answered…"), tone: "busy" };
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
      return { text: l10n.t("Stopped. What came until then is kept."), tone: "quiet" };
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
  const isLong = JSON.stringify(request.body).length > LONG_PROMPT;
  return forMs < LONG_READING_MS || isLong
    ? l10n.t("The model reads the prompt…")
    : l10n.t("The model reads the prompt, or answers other requests first…");
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

function remedyOf(state: AppState, { situation }: Run): Action | null {
  if (situation.kind !== "failed" || isRunning(hostFacts(state).service)) return null;
  const start = { type: "service.start" } as const;
  return isOffered(state, start) ? actionOf(start) : null;
}

function thoughtsOf({ thoughts, thoughtParts, firstAtMs, textAtMs, endedAtMs }: Run): RunView["thoughts"] {
  if (thoughts === "") return null;
  const endMs = textAtMs ?? endedAtMs;
  return {
    summary:
      endMs === undefined || firstAtMs === undefined
        ? l10n.t("Thinking…")
        : l10n.t("Thought for {0}", took(endMs - firstAtMs)),
    note: plural(thoughtParts, {
      one: l10n.t("about {0} token", thoughtParts),
      other: l10n.t("about {0} tokens", grouped(thoughtParts)),
    }),
    text: thoughts,
  };
}

function describeVector({ size, first }: NonNullable<Run["vector"]>): string {
  const numbers = list(first.map((number) => decimal(number, 4)));
  return sentences(
    l10n.t("A vector of {0} numbers.", grouped(size)),
    size > 0 ? l10n.t("It begins with {0}.", numbers) : "",
  );
}

/** An image would fill the page: only its beginning is shown. */
const requestText = ({ request: { endpoint, body } }: Run): string =>
  `POST ${endpoint}\n\n${JSON.stringify(body, shortened, 2)}`;

const LONGEST_VALUE = 20_000;

const shortened = (_key: string, value: unknown): unknown =>
  Array.isArray(value) && value.every((one) => typeof one === "string")
    ? value.map((one) => `${one.slice(0, 24)}…`)
    : typeof value === "string" && value.length > LONGEST_VALUE
      ? `${value.slice(0, LONGEST_VALUE)}…`
      : value;
