import type { AnswerEndpoint } from "../api-test/api-test.ts";
import { loadFieldsOf } from "../models/load-fields.ts";
import type { LoadSettings } from "../models/load-settings.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Failure } from "../shared/failure.ts";
import { median } from "../shared/median.ts";
import type { RunRequest } from "./run-request.ts";
import type { Benchmarked, Level } from "./try-events.ts";

/** How many requests are sent at once, one after another; each is measured so often. */
export const LEVELS = [1, 2, 4] as const;
export const TIMES = 3;

/** The first request is not measured: it loads the model. */
const REQUESTS = 1 + TIMES * LEVELS.reduce((sum, atOnce) => sum + atOnce, 0);
const TOKENS_EACH = 48;
export const TOKENS_IN_ALL = REQUESTS * TOKENS_EACH;

/** Always the same words (docs/ollama.md §1.5), so that results can be compared; the model is loaded as it is set to be. */
const PROMPT = "Count from one to one hundred in words, separated by commas.";

export function benchmarkRequest(
  model: ModelName,
  endpoint: Exclude<AnswerEndpoint, "/api/embed">,
  settings: LoadSettings,
): RunRequest {
  const fields = loadFieldsOf(settings);
  const options = { ...fields.options, num_predict: TOKENS_EACH, temperature: 0, seed: 1 };
  const asked = { model, ...fields, options };
  return endpoint === "/api/chat"
    ? { endpoint, body: { ...asked, messages: [{ role: "user", content: PROMPT }] } }
    : { endpoint, body: { ...asked, prompt: PROMPT } };
}

/** What so many requests at once came to: tokens a second of all together, and how long the first token took. */
export type Round = Level;

export type BenchmarkEvent =
  | { readonly type: "benchmark.moved"; readonly to: "loading" | "measuring" }
  | { readonly type: "benchmark.measured"; readonly round: Round }
  | { readonly type: "benchmark.completed" }
  | { readonly type: "benchmark.stopped" }
  | { readonly type: "benchmark.failed"; readonly failure: Failure };

/** A benchmark in this window. */
export type Benchmark = {
  readonly startedAtMs: number;
  readonly situation:
    | { readonly kind: "loading" | "measuring" | "stopped" }
    | { readonly kind: "done"; readonly tookMs: number }
    | { readonly kind: "failed"; readonly failure: Failure };
  /** When the model was loaded, and the measuring began. */
  readonly measuredSinceMs?: number;
  readonly rounds: readonly Round[];
};

export const beginBenchmark = (startedAtMs: number): Benchmark => ({
  startedAtMs,
  situation: { kind: "loading" },
  rounds: [],
});

export function evolveBenchmark(before: Benchmark, event: BenchmarkEvent, atMs: number): Benchmark {
  switch (event.type) {
    case "benchmark.moved":
      return {
        ...before,
        situation: { kind: event.to },
        ...(event.to === "measuring" && { measuredSinceMs: before.measuredSinceMs ?? atMs }),
      };
    case "benchmark.measured":
      return { ...before, rounds: [...before.rounds, event.round] };
    case "benchmark.completed":
      return {
        ...before,
        situation: { kind: "done", tookMs: Math.max(0, atMs - (before.measuredSinceMs ?? atMs)) },
      };
    case "benchmark.stopped":
      return { ...before, situation: { kind: "stopped" } };
    case "benchmark.failed":
      return { ...before, situation: { kind: "failed", failure: event.failure } };
  }
}

export const isMeasuring = ({ situation: { kind } }: Benchmark): boolean =>
  kind === "loading" || kind === "measuring";

/** The round that comes after so many. */
export function nextRound(done: number): { readonly atOnce: number; readonly time: number } | undefined {
  const atOnce = LEVELS[Math.floor(done / TIMES)];
  return atOnce === undefined ? undefined : { atOnce, time: (done % TIMES) + 1 };
}

export const ROUNDS = LEVELS.length * TIMES;

/** The median of each level that has been measured as often as it should. */
export const levelsOf = (rounds: readonly Round[]): readonly Level[] =>
  LEVELS.flatMap((atOnce) => {
    const those = rounds.filter((round) => round.atOnce === atOnce);
    const tokensPerSecond = median(those.map((round) => round.tokensPerSecond));
    const firstMs = median(those.map((round) => round.firstMs));
    return those.length < TIMES || tokensPerSecond === undefined || firstMs === undefined
      ? []
      : [{ atOnce, tokensPerSecond, firstMs }];
  });

/** What is kept of a benchmark; nothing if it has not ended, or the model said too little to be measured. */
export function resultOf(
  benchmark: Benchmark,
): Pick<Benchmarked, "startedAtMs" | "tookMs" | "levels"> | undefined {
  const { startedAtMs, situation, rounds } = benchmark;
  const levels = levelsOf(rounds);
  if (situation.kind !== "done" || levels.some(({ tokensPerSecond }) => tokensPerSecond === 0))
    return undefined;
  return { startedAtMs, tookMs: situation.tookMs, levels };
}
