import type { Failure } from "../shared/failure.ts";
import type { RunFigures, RunLine } from "./run-line.ts";
import type { RunRequest } from "./run-request.ts";

/** What Ollama is doing for a request, as far as it can be seen from here; `queued`: it has not been sent yet. */
export type RunPhase = "queued" | "waiting" | "loading" | "reading" | "writing";

export type RunEvent =
  | { readonly type: "run.moved"; readonly phase: RunPhase }
  | { readonly type: "run.answered"; readonly line: RunLine }
  | { readonly type: "run.completed" }
  | { readonly type: "run.stopped" }
  | { readonly type: "run.failed"; readonly failure: Failure };

type RunSituation =
  | { readonly kind: RunPhase; readonly sinceMs: number }
  | { readonly kind: "done" }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** One prompt and what came of it. It lives only in the memory of its window. */
export type Run = {
  readonly request: RunRequest;
  readonly askedAtMs: number;
  readonly situation: RunSituation;
  readonly text: string;
  readonly thoughts: string;
  /** The answer as Ollama sent it. */
  readonly raw: string;
  /** Lines with a part of the answer: about one for each token. */
  readonly textParts: number;
  readonly thoughtParts: number;
  /** When its first part came, and its first one that is not a thought. */
  readonly firstAtMs?: number;
  readonly textAtMs?: number;
  /** When its last part came. */
  readonly lastAtMs?: number;
  readonly endedAtMs?: number;
  readonly figures: RunFigures;
  readonly isCut: boolean;
  /** Whether the model had to be loaded for it. */
  readonly hadToLoad?: true;
  readonly vector?: { readonly size: number; readonly first: readonly number[] };
};

/** No more of an answer is kept to be shown. */
const LONGEST_TEXT = 400_000;
const LONGEST_RAW = 200_000;

export const beginRun = (request: RunRequest, askedAtMs: number): Run => ({
  request,
  askedAtMs,
  situation: { kind: "waiting", sinceMs: askedAtMs },
  text: "",
  thoughts: "",
  raw: "",
  textParts: 0,
  thoughtParts: 0,
  figures: {},
  isCut: false,
});

export const isOngoing = ({ situation: { kind } }: Run): boolean =>
  kind === "queued" || kind === "waiting" || kind === "loading" || kind === "reading" || kind === "writing";

export function evolveRun(run: Run, event: RunEvent, atMs: number): Run {
  switch (event.type) {
    case "run.moved":
      return {
        ...run,
        // What another model took does not count.
        ...(run.situation.kind === "queued" && { askedAtMs: atMs }),
        ...(event.phase === "loading" && { hadToLoad: true }),
        situation: { kind: event.phase, sinceMs: atMs },
      };
    case "run.answered":
      return withLine(run, event.line, atMs);
    case "run.completed":
      return { ...run, situation: { kind: "done" }, endedAtMs: atMs };
    case "run.stopped":
      return { ...run, situation: { kind: "stopped" }, endedAtMs: atMs };
    case "run.failed":
      return { ...run, situation: { kind: "failed", failure: event.failure }, endedAtMs: atMs };
  }
}

function withLine(before: Run, line: RunLine, atMs: number): Run {
  const run = { ...before, raw: appended(before.raw, `${line.raw}\n`, LONGEST_RAW) };
  switch (line.kind) {
    case "part": {
      const { text, thought } = line;
      if (text === "" && thought === "") return run;
      return {
        ...run,
        text: appended(run.text, text, LONGEST_TEXT),
        thoughts: appended(run.thoughts, thought, LONGEST_TEXT),
        textParts: run.textParts + (text === "" ? 0 : 1),
        thoughtParts: run.thoughtParts + (thought === "" ? 0 : 1),
        firstAtMs: run.firstAtMs ?? atMs,
        lastAtMs: atMs,
        ...(text !== "" && { textAtMs: run.textAtMs ?? atMs }),
      };
    }
    case "end":
      return { ...run, figures: line.figures, isCut: line.isCut };
    case "vector": {
      const { size, first, figures } = line;
      return { ...run, figures, vector: { size, first }, firstAtMs: run.firstAtMs ?? atMs };
    }
  }
}

/** An end is only appended, never replaced: so a page gets the end alone. */
function appended(before: string, more: string, longest: number): string {
  if (before.length >= longest) return before;
  const whole = before + more;
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
}
