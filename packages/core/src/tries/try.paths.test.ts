import { describe, expect, it } from "vitest";
import { initialTransition, transition, type EventFromLogic, type SnapshotFrom } from "xstate";
import { PortError } from "../shared/failure.ts";
import { reachable } from "../testing/reachability.ts";
import { emittedIn, workDone, workFailed } from "../testing/transitions.ts";
import { beginRun, evolveRun, isOngoing, type Run, type RunEvent } from "./run.ts";
import { tryMachine, type LineNotice } from "./try.machine.ts";

type Snapshot = SnapshotFrom<typeof tryMachine>;
/** The machine, and the run that its events add up to. */
type Node = { readonly snapshot: Snapshot; readonly run: Run; readonly ends: number };
type Step = ReturnType<typeof initialTransition<typeof tryMachine>>;

const request = { endpoint: "/api/generate", body: { model: "pony", prompt: "Hello?" } } as const;
const part: LineNotice = { type: "line", line: { kind: "part", text: "Hello.", thought: "", raw: "{}" } };
const end: LineNotice = { type: "line", line: { kind: "end", figures: {}, isCut: false, raw: "{}" } };

const ENDS = new Set(["run.completed", "run.stopped", "run.failed"]);

const after = ({ run, ends }: Pick<Node, "run" | "ends">, [snapshot, actions]: Step): Node => {
  const events = emittedIn<RunEvent>(actions);
  return {
    snapshot,
    run: events.reduce((before, event) => evolveRun(before, event, 0), run),
    ends: ends + events.filter(({ type }) => ENDS.has(type)).length,
  };
};

function stepsFrom(node: Node): readonly (readonly [string, Node])[] {
  if (node.snapshot.status !== "active") return [];
  const send = (event: EventFromLogic<typeof tryMachine>): Node =>
    after(node, transition(tryMachine, node.snapshot, event));
  return [
    ["its turn", send(workDone("turn"))],
    ["a part", send(part)],
    ["the end", send(end)],
    ["not loaded", send({ type: "absent" })],
    ["loaded", send({ type: "present" })],
    ["stop", send({ type: "stop" })],
    ["completes", send(workDone("answer"))],
    ["breaks off", send(workFailed("answer", new PortError({ kind: "cut-off" })))],
    ["cannot look", send(workFailed("memory", new PortError({ kind: "busy" })))],
  ];
}

const paths = reachable<Node>({
  starts: [after({ run: beginRun(request, 0), ends: 0 }, initialTransition(tryMachine))],
  next: (node) => (node.run.raw.length > 12 ? [] : stepsFrom(node)),
  keyOf: ({ snapshot, run, ends }) => JSON.stringify([snapshot.value, run.situation, run.raw, ends]),
});

describe("every path of a run", () => {
  it("reaches each phase and each end", () => {
    expect(new Set(paths.map(({ node }) => node.run.situation.kind))).toEqual(
      new Set(["queued", "waiting", "loading", "reading", "writing", "done", "stopped", "failed"]),
    );
  });

  it("ends once, exactly when the machine does", () => {
    for (const { node, steps } of paths) {
      const isOver = node.snapshot.status !== "active";
      expect([node.ends, isOngoing(node.run)], steps.join(", ")).toEqual([isOver ? 1 : 0, !isOver]);
    }
  });

  it("keeps every part of the answer, and does not go back to a phase before the first one", () => {
    for (const { node, steps } of paths) {
      const parts = steps.filter((step) => step === "a part").length;
      expect(node.run.text, steps.join(", ")).toBe("Hello.".repeat(parts));
      if (parts > 0)
        expect(["queued", "waiting", "loading", "reading"]).not.toContain(node.run.situation.kind);
    }
  });
});
