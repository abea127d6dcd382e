import { describe, expect, it } from "vitest";
import { initialTransition, transition, type EventFromLogic, type SnapshotFrom } from "xstate";
import { PortError } from "../shared/failure.ts";
import { reachable } from "../testing/reachability.ts";
import { emittedIn, workDone, workFailed } from "../testing/transitions.ts";
import {
  beginBenchmark,
  evolveBenchmark,
  isMeasuring,
  resultOf,
  ROUNDS,
  type Benchmark,
} from "./benchmark.ts";
import type { BenchmarkEvent } from "./benchmark.ts";
import { benchmarkMachine } from "./benchmark.machine.ts";

type Snapshot = SnapshotFrom<typeof benchmarkMachine>;
/** The machine, and the benchmark that its events add up to. */
type Node = { readonly snapshot: Snapshot; readonly benchmark: Benchmark; readonly ends: number };
type Step = ReturnType<typeof initialTransition<typeof benchmarkMachine>>;

const ENDS = new Set(["benchmark.completed", "benchmark.stopped", "benchmark.failed"]);

const after = ({ benchmark, ends }: Pick<Node, "benchmark" | "ends">, [snapshot, actions]: Step): Node => {
  const events = emittedIn<BenchmarkEvent>(actions);
  return {
    snapshot,
    benchmark: events.reduce((before, event) => evolveBenchmark(before, event, 0), benchmark),
    ends: ends + events.filter(({ type }) => ENDS.has(type)).length,
  };
};

const measured = (atOnce: number) =>
  ({ type: "measured", round: { atOnce, tokensPerSecond: 60, firstMs: 100 } }) as const;

/** A round is measured, and then its work completes. */
function stepsFrom(node: Node): readonly (readonly [string, Node])[] {
  if (node.snapshot.status !== "active") return [];
  const send = (event: EventFromLogic<typeof benchmarkMachine>, from = node): Node =>
    after(from, transition(benchmarkMachine, from.snapshot, event));
  const isLoading = node.snapshot.value === "loading";
  const work = isLoading ? "warmUp" : "round";
  const round = isLoading
    ? node
    : send(measured([1, 2, 4][Math.floor(node.benchmark.rounds.length / 3)] ?? 0));
  return [
    ["stop", send({ type: "stop" })],
    ["fails", send(workFailed(work, new PortError({ kind: "busy" })))],
    ["completes", send(workDone(work), round)],
  ];
}

const paths = reachable<Node>({
  starts: [after({ benchmark: beginBenchmark(0), ends: 0 }, initialTransition(benchmarkMachine))],
  next: stepsFrom,
  keyOf: ({ snapshot, benchmark }) => JSON.stringify([snapshot.value, benchmark]),
});

describe("every path of a benchmark", () => {
  it("reaches each situation, and ends once", () => {
    expect(new Set(paths.map(({ node }) => node.benchmark.situation.kind))).toEqual(
      new Set(["loading", "measuring", "done", "stopped", "failed"]),
    );
    for (const { node, steps } of paths) {
      const isOver = node.snapshot.status !== "active";
      expect([node.ends, isMeasuring(node.benchmark)], steps.join(", ")).toEqual([isOver ? 1 : 0, !isOver]);
    }
  });

  it("has a result exactly when all rounds are measured: one, two and four at once, three times each", () => {
    for (const { node, steps } of paths) {
      const isWhole = node.benchmark.rounds.length === ROUNDS;
      expect(resultOf(node.benchmark) !== undefined, steps.join(", ")).toBe(isWhole);
    }
    const whole = paths.find(({ node }) => node.benchmark.situation.kind === "done");
    expect(whole?.node.benchmark.rounds.map(({ atOnce }) => atOnce)).toEqual([1, 1, 1, 2, 2, 2, 4, 4, 4]);
  });
});
