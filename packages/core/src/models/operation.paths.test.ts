import { describe, expect, it } from "vitest";
import { initialTransition, transition, type SnapshotFrom } from "xstate";
import { PortError, type Failure } from "../shared/failure.ts";
import { evolveOperations, initialOperations, type Operation, type OperationEvent } from "./operations.ts";
import { explore } from "../testing/reachability.ts";
import { modelName } from "../testing/index.ts";
import { emittedIn, workDone, workEmitted, workFailed } from "../testing/transitions.ts";
import { operationMachine } from "./operation.machine.ts";

const model = modelName("pony");
const OPERATIONS: readonly Operation[] = [
  { kind: "load", model },
  { kind: "unload", model },
  { kind: "delete", model },
  { kind: "copy", model, destination: modelName("foal") },
];
const busy: Failure = { kind: "busy" };
const broken: Failure = { kind: "unexpected", detail: "boom" };

describe.each(OPERATIONS)("wherever the machine can get to that is to $kind", (operation) => {
  type Node = {
    readonly snapshot: SnapshotFrom<typeof operationMachine>;
    readonly said: readonly OperationEvent[];
    /** How its work ended. */
    readonly outcome: "done" | Failure | undefined;
  };
  const start = (): Node => {
    const [snapshot, actions] = initialTransition(operationMachine, { operation });
    return { snapshot, said: emittedIn(actions), outcome: undefined };
  };
  const nextOf = (node: Node): readonly (readonly [string, Node])[] => {
    const [work = "work that has ended"] = Object.keys(node.snapshot.children);
    const send = (event: never, outcome: Node["outcome"]): Node => {
      const [snapshot, actions] = transition(operationMachine, node.snapshot, event);
      return { snapshot, said: [...node.said, ...emittedIn<OperationEvent>(actions)], outcome };
    };
    return [
      ["it goes on", send(workEmitted(work), node.outcome)],
      ["it is done", send(workDone(work), node.outcome ?? "done")],
      ["it fails", send(workFailed(work, new PortError(busy)), node.outcome ?? busy)],
      ["it breaks", send(workFailed(work, new Error("boom")), node.outcome ?? broken)],
    ];
  };
  const paths = explore<Node>({
    start: start(),
    next: nextOf,
    keyOf: ({ snapshot: { value }, said, outcome }) => JSON.stringify([value, said, outcome]),
  });

  it("it is over when its work is, and not before", () => {
    for (const { node, steps } of paths)
      expect(node.snapshot.status, steps.join(", ")).toBe(node.outcome === undefined ? "active" : "done");
  });

  it("nothing is said before the end, and one thing at it, whatever comes later", () => {
    expect(new Set(paths.map(({ node }) => node.snapshot.value))).toEqual(
      new Set(["performing", "completed", "failed"]),
    );
    for (const { node, steps } of paths)
      expect(node.said, steps.join(", ")).toHaveLength(node.snapshot.status === "done" ? 1 : 0);
  });

  it("what is said is how the work ended, with its failure", () => {
    for (const { node, steps } of paths.filter(({ node: { outcome } }) => outcome !== undefined))
      expect(node.said, steps.join(", ")).toEqual([
        node.outcome === "done"
          ? { type: "operation.completed", operation }
          : { type: "operation.failed", operation, failure: node.outcome },
      ]);
  });

  it("nothing is going on any more once it has been said", () => {
    const requested: OperationEvent = { type: "operation.requested", operation, origin: "here" };
    for (const { node, steps } of paths) {
      const events = [requested, ...node.said];
      const operations = events.reduce((all, event) => evolveOperations(all, event, 0), initialOperations);
      expect(operations.length, steps.join(", ")).toBe(node.snapshot.status === "done" ? 0 : 1);
    }
  });
});
