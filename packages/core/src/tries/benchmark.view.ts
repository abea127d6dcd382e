import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import type { ModelName } from "../models/model-name.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import {
  briefMoment,
  changeText,
  elapsed,
  grouped,
  left,
  percent,
  remarks,
  sentences,
  took,
} from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import {
  isMeasuring,
  LEVELS,
  levelsOf,
  nextRound,
  resultOf,
  ROUNDS,
  TIMES,
  type Benchmark,
} from "./benchmark.ts";
import { expectedMs } from "./benchmark-time.ts";
import { describeSpeed } from "./figures.view.ts";
import { benchmarksOf, runsOf, type Benchmarked, type Level } from "./try-events.ts";

/** How quick a model is with one request and with several, beside the last time. */
export type BenchmarkView = {
  readonly title: string;
  readonly isOngoing: boolean;
  /** What it does, has come to, or would take. */
  readonly status: { readonly text: string; readonly tone: Tone };
  /** Of the measuring, from 0 to 100. */
  readonly percent: number;
  readonly action: Action;
  readonly words: ReturnType<typeof benchmarkWords>;
  readonly rows: readonly BenchmarkRow[];
  /** What follows from the figures; usually empty. */
  readonly note: string;
};

type BenchmarkRow = {
  readonly key: string;
  readonly atOnce: string;
  readonly together: string;
  readonly each: string;
  readonly first: string;
  /** Against the last time. */
  readonly change: string;
};

const UNKNOWN = "–";

export function benchmarkView(
  state: AppState,
  model: ModelName,
  { benchmark, nowMs }: { readonly benchmark: Benchmark | undefined; readonly nowMs: number },
): BenchmarkView {
  const { tried } = hostFacts(state);
  const kept = benchmarksOf(tried, model);
  const isOngoing = benchmark !== undefined && isMeasuring(benchmark);
  const levels = isOngoing ? levelsOf(benchmark.rounds) : (kept.at(-1)?.levels ?? []);
  const before = kept.at(isOngoing ? -1 : -2);
  const expected = expectedMs(kept.at(-1), runsOf(tried, model));
  return {
    title: l10n.t("Benchmark"),
    isOngoing,
    status: benchmark
      ? statusOf(benchmark, { kept, before, nowMs })
      : {
          text: kept.length > 0 ? describeKept(kept, before, nowMs) : describeExpected(expected),
          tone: "quiet",
        },
    percent: isOngoing ? percent(benchmark.rounds.length / ROUNDS) : 0,
    action: isOngoing
      ? actionOf({ type: "try.stop", model })
      : actionOf({ type: "try.benchmark", model }, l10n.t("Run Benchmark")),
    words: benchmarkWords(before, nowMs),
    rows: LEVELS.map((atOnce) => rowOf(atOnce, levels, before)),
    note:
      isOngoing || kept.length === 0 ? "" : sentences(describeParallel(levels), describeExpected(expected)),
  };
}

const benchmarkWords = (before: Benchmarked | undefined, nowMs: number) => ({
  atOnce: l10n.t("Requests"),
  together: l10n.t("Together"),
  each: l10n.t("Each"),
  first: l10n.t("First token"),
  change: before ? l10n.t("Against {0}", briefMoment(before.startedAtMs, nowMs)) : l10n.t("Change"),
  progress: l10n.t("Progress of the benchmark"),
});

type Known = {
  readonly kept: readonly Benchmarked[];
  readonly before: Benchmarked | undefined;
  readonly nowMs: number;
};

function statusOf(benchmark: Benchmark, { kept, before, nowMs }: Known): BenchmarkView["status"] {
  const { situation, rounds, startedAtMs } = benchmark;
  switch (situation.kind) {
    case "loading":
      return { text: remarks(l10n.t("Loading the model…"), elapsed(nowMs - startedAtMs)), tone: "busy" };
    case "measuring":
      return { text: describeRound(rounds.length), tone: "busy" };
    case "stopped":
      return {
        text:
          kept.length > 0
            ? l10n.t("Stopped. The result of the last benchmark is shown.")
            : l10n.t("Stopped."),
        tone: "quiet",
      };
    case "failed":
      return { text: describeFailure(situation.failure), tone: "wrong" };
    case "done":
      return resultOf(benchmark)
        ? { text: describeKept(kept, before, nowMs), tone: "good" }
        : { text: l10n.t("The model said too little to be measured."), tone: "warn" };
  }
}

function describeRound(done: number): string {
  const { atOnce, time } = nextRound(done) ?? { atOnce: LEVELS[LEVELS.length - 1] ?? 1, time: TIMES };
  return atOnce === 1
    ? l10n.t("One request at a time: {0} of {1}", time, TIMES)
    : l10n.t("{0} requests at once: {1} of {2}", atOnce, time, TIMES);
}

/** "+8% against Nov 21 (Ollama 0.40.9)" */
function describeKept(kept: readonly Benchmarked[], before: Benchmarked | undefined, nowMs: number): string {
  const last = kept.at(-1);
  if (!last) return "";
  const when = remarks(briefMoment(last.startedAtMs, nowMs), l10n.t("median of {0}", TIMES));
  const share = before && changeOf(alone(last), alone(before));
  if (!before || share === undefined) return when;
  const then = briefMoment(before.startedAtMs, nowMs);
  return remarks(
    before.version === undefined || before.version === last.version
      ? l10n.t("{0} against {1}", changeText(share), then)
      : l10n.t("{0} against {1} (Ollama {2})", changeText(share), then, before.version),
    when,
  );
}

const alone = ({ levels }: Benchmarked): Level | undefined => levels.find(({ atOnce }) => atOnce === 1);

const changeOf = (now: Level | undefined, then: Level | undefined): number | undefined =>
  now && then && then.tokensPerSecond > 0 ? now.tokensPerSecond / then.tokensPerSecond - 1 : undefined;

function describeExpected(ms: number | undefined): string {
  return ms === undefined
    ? l10n.t("Sends short prompts, one, two and four at once, and uses the machine for that time.")
    : l10n.t("Uses the machine for about {0}.", left(ms));
}

function rowOf(atOnce: number, levels: readonly Level[], before: Benchmarked | undefined): BenchmarkRow {
  const level = levels.find((one) => one.atOnce === atOnce);
  const then = before?.levels.find((one) => one.atOnce === atOnce);
  const change = changeOf(level, then);
  return {
    key: String(atOnce),
    atOnce: l10n.t("{0} at once", grouped(atOnce)),
    together: level ? describeSpeed(level.tokensPerSecond) : UNKNOWN,
    each: level ? describeSpeed(level.tokensPerSecond / atOnce) : UNKNOWN,
    first: level ? took(level.firstMs) : UNKNOWN,
    change: change === undefined ? UNKNOWN : changeText(change),
  };
}

/** Together hardly more than alone: they were answered one after another (docs/ollama.md §1.5). */
const HARDLY_MORE = 1.2;

function describeParallel(levels: readonly Level[]): string {
  const [first, last] = [levels.at(0), levels.at(-1)];
  if (!first || !last || last.atOnce === first.atOnce) return "";
  return last.tokensPerSecond < HARDLY_MORE * first.tokensPerSecond
    ? l10n.t(
        "Several requests are no quicker together: Ollama may answer one at a time (OLLAMA_NUM_PARALLEL).",
      )
    : "";
}
