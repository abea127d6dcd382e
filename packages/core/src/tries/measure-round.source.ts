import { defer, forkJoin, map, reduce, type Observable } from "rxjs";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Round } from "./benchmark.ts";
import { median } from "../shared/median.ts";
import type { RunLine } from "./run-line.ts";
import type { RunRequest } from "./run-request.ts";

type Counted = {
  /** When its first part came. */
  readonly firstAtMs?: number;
  readonly endedAtMs: number;
  readonly parts: number;
  readonly told?: number;
};

/** Sends a request so many times at once, and measures the answers together. */
export const measureRound = (
  { api, clock }: { readonly api: Pick<OllamaApi, "streamAnswer">; readonly clock: Clock },
  request: RunRequest,
  atOnce: number,
): Observable<Round> =>
  defer(() => {
    const sentAtMs = clock.now();
    const nothing: Counted = { endedAtMs: sentAtMs, parts: 0 };
    const answers = Array.from({ length: atOnce }, () =>
      api
        .streamAnswer(request)
        .pipe(reduce((counted, line) => withLine(counted, line, clock.now()), nothing)),
    );
    return forkJoin(answers).pipe(map((all) => roundOf(all, sentAtMs)));
  });

function withLine(before: Counted, line: RunLine, atMs: number): Counted {
  switch (line.kind) {
    case "part":
      return { ...before, firstAtMs: before.firstAtMs ?? atMs, endedAtMs: atMs, parts: before.parts + 1 };
    case "end": {
      const { answerTokens } = line.figures;
      return { ...before, endedAtMs: atMs, ...(answerTokens !== undefined && { told: answerTokens }) };
    }
    case "vector":
      return { ...before, endedAtMs: atMs };
  }
}

/** From the first token of any answer to the end of the last one: how they are loaded and read is not a speed. */
function roundOf(answers: readonly Counted[], sentAtMs: number): Round {
  const tokens = answers.reduce((sum, { parts, told = parts }) => sum + told, 0);
  const firsts = answers.map(({ firstAtMs, endedAtMs }) => firstAtMs ?? endedAtMs);
  const forMs = Math.max(...answers.map(({ endedAtMs }) => endedAtMs)) - Math.min(...firsts);
  return {
    atOnce: answers.length,
    tokensPerSecond: Math.max(0, tokens - 1) / (Math.max(1, forMs) / 1_000),
    firstMs: Math.max(0, (median(firsts) ?? sentAtMs) - sentAtMs),
  };
}
