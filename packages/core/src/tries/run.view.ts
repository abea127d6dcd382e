import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { mayBeConverting } from "../models/model-text.view.ts";
import { isRunning } from "../service/service.ts";
import type { Failure } from "../shared/failure.ts";
import { actionOf, isOffered, type Action } from "../ui/actions.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { decimal, elapsed, grouped, list, plural, remarks, sentences, took } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import { isOngoing, type Run } from "./run.ts";

/** What came of a prompt, in words. The answer is foreign text: plain text only. */
export type RunView = {
  readonly isOngoing: boolean;
  /** Whether its text grows now. */
  readonly isWriting: boolean;
  readonly status: { readonly text: string; readonly tone: Tone };
  /** A button that helps, if it has failed. */
  readonly remedy: Action | null;
  readonly thoughts: { readonly summary: string; readonly note: string; readonly text: string } | null;
  readonly answer: string;
  readonly request: string;
  readonly raw: string;
};

export const runView = (state: AppState, run: Run, nowMs: number): RunView => ({
  isOngoing: isOngoing(run),
  isWriting: run.situation.kind === "writing",
  status: statusOf(state, run, nowMs),
  remedy: remedyOf(state, run),
  thoughts: thoughtsOf(run),
  answer: run.vector ? describeVector(run.vector) : run.text,
  request: requestText(run),
  raw: run.raw,
});

function statusOf(state: AppState, run: Run, nowMs: number): RunView["status"] {
  const { situation } = run;
  switch (situation.kind) {
    case "waiting":
      return { text: l10n.t("Waiting for Ollama…"), tone: "busy" };
    case "loading":
      return { text: describeLoading(state, situation.sinceMs, nowMs), tone: "busy" };
    case "reading":
      return { text: l10n.t("The model reads the prompt…"), tone: "busy" };
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

function describeLoading(state: AppState, sinceMs: number, nowMs: number): string {
  const since = nowMs - sinceMs < 2_000 ? "" : elapsed(nowMs - sinceMs);
  return mayBeConverting(hostFacts(state).service, sinceMs, nowMs)
    ? remarks(l10n.t("Still loading: Ollama may have to convert the model first"), since)
    : remarks(l10n.t("Ollama loads the model…"), since);
}

function describeDone(run: Run): RunView["status"] {
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
