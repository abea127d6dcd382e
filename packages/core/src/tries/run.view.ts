import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { isRunning } from "../service/service.ts";
import { lastResults } from "../shared/last-result.ts";
import { actionOf, isOffered, type Action } from "../ui/actions.ts";
import { decimal, grouped, list, plural, sentences, took } from "../ui/text/format.view.ts";
import { isOngoing, type Run } from "./run.ts";
import type { RunRequest } from "./run-request.ts";
import { runStatus, type RunStatus } from "./run-status.view.ts";

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

export const runView = (state: AppState, run: Run, nowMs: number): RunView => ({
  isOngoing: isOngoing(run),
  isWriting: run.situation.kind === "writing",
  status: runStatus(state, run, nowMs),
  remedy: remedyOf(state, run),
  thoughts: thoughtsOf(run),
  answer: run.vector ? describeVector(run.vector) : run.text,
  request: requestText(run),
  raw: run.raw,
});

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

/** A request never changes, but its run is shown anew with each token. */
const lastText = lastResults<string>();

const requestText = ({ request }: Run): string => lastText(request, [], () => textOf(request));

/** An image would fill the page: only its beginning is shown. */
const textOf = ({ endpoint, body }: RunRequest): string =>
  `POST ${endpoint}\n\n${JSON.stringify(body, shortened, 2)}`;

const LONGEST_VALUE = 20_000;

const shortened = (_key: string, value: unknown): unknown =>
  Array.isArray(value) && value.every((one) => typeof one === "string")
    ? value.map((one) => `${one.slice(0, 24)}…`)
    : typeof value === "string" && value.length > LONGEST_VALUE
      ? `${value.slice(0, LONGEST_VALUE)}…`
      : value;
