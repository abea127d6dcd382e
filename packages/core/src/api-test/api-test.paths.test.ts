import { describe, expect, it } from "vitest";
import { initialTransition, transition, type SnapshotFrom } from "xstate";
import { evolveApiTest, type ApiTest, type ApiTestEvent, type TestStep } from "./api-test.ts";
import { explore } from "../testing/reachability.ts";
import { emittedIn, workDone, workEmitted, workFailed } from "../testing/transitions.ts";
import { apiTestMachine } from "./api-test.machine.ts";

const STEPS: readonly TestStep[] = [
  { step: "reach", outcome: "passed", tookMs: 1 },
  { step: "version", outcome: "passed", tookMs: 2, version: "0.33.0" },
  { step: "answer", outcome: "failed", tookMs: 3, failure: { kind: "busy" } },
];

type Node = {
  readonly snapshot: SnapshotFrom<typeof apiTestMachine>;
  readonly said: readonly ApiTestEvent[];
  readonly taken: readonly TestStep[];
  /** Whether there are no more steps to come. */
  readonly hasEnded: boolean;
};

function nextOf({ snapshot, said, taken, hasEnded }: Node): readonly (readonly [string, Node])[] {
  const [work = "steps that are over"] = Object.keys(snapshot.children);
  const send = (event: never, change: Partial<Node> = {}): Node => {
    const [next, actions] = transition(apiTestMachine, snapshot, event);
    const saidNow = [...said, ...emittedIn<ApiTestEvent>(actions)];
    return { snapshot: next, said: saidNow, taken, hasEnded, ...change };
  };
  const step = STEPS[taken.length];

  return [
    ["it begins", send(workEmitted(work))],
    ["it is done", send(workDone(work), { hasEnded: true })],
    ["it breaks", send(workFailed(work, new Error("boom")), { hasEnded: true })],
    ...(step && !hasEnded
      ? [[step.step, send(workEmitted(work, step), { taken: [...taken, step] })] as const]
      : []),
  ];
}

const [first, actions] = initialTransition(apiTestMachine, { model: undefined });
const paths = explore<Node>({
  start: { snapshot: first, said: emittedIn(actions), taken: [], hasEnded: false },
  next: nextOf,
  keyOf: ({ snapshot: { value }, said, taken, hasEnded }) => JSON.stringify([value, said, taken, hasEnded]),
});

describe("wherever the machine of an API test can get to", () => {
  it("is there after any number of steps", () => {
    const places = paths.map(({ node: { snapshot, taken } }) => `${snapshot.value} ${taken.length}`);
    expect(places.toSorted()).toEqual(
      [0, 1, 2, 3]
        .flatMap((count) => `completed ${count}`)
        .concat([0, 1, 2, 3].map((count) => `testing ${count}`)),
    );
  });

  it("it is over when there are no more steps, and not before", () => {
    for (const { node, steps } of paths)
      expect(node.snapshot.status, steps.join(", ")).toBe(node.hasEnded ? "done" : "active");
  });

  it("each step was said as it was taken, and the end once, last", () => {
    for (const { node, steps } of paths)
      expect(node.said, steps.join(", ")).toEqual([
        ...node.taken.map((step) => ({ type: "test.stepped", step })),
        ...(node.snapshot.status === "done" ? [{ type: "test.completed" }] : []),
      ]);
  });

  it("a test runs until its end was said, and has all the steps that were taken", () => {
    for (const { node, steps } of paths) {
      const requested: ApiTestEvent = { type: "test.requested", origin: "here" };
      const test = [requested, ...node.said].reduce<ApiTest | undefined>(
        (before, event) => evolveApiTest(before, event, { seq: 1, atMs: 1 }),
        undefined,
      );
      expect(test, steps.join(", ")).toMatchObject({
        isRunning: node.snapshot.status === "active",
        steps: node.taken,
      });
    }
  });
});
