import { describe, expect, it } from "vitest";
import { initialTransition, transition, type EventFromLogic, type SnapshotFrom } from "xstate";
import type { WithoutHost } from "../hosts/host.ts";
import { PortError, type Failure } from "../shared/failure.ts";
import { host } from "../testing/events.ts";
import { modelName } from "../testing/index.ts";
import { reachable, type Path } from "../testing/reachability.ts";
import { emittedIn, timePassed, workDone, workFailed } from "../testing/transitions.ts";
import { decideDownload } from "./download-commands.ts";
import type { DownloadEvent } from "./download-events.ts";
import { parseDownloadId } from "./download-id.ts";
import { downloadMachine, type DownloadInput } from "./download.machine.ts";
import { evolveDownloads, initialDownloads, withoutPulls, type Downloads } from "./downloads.ts";

type Snapshot = SnapshotFrom<typeof downloadMachine>;

/** The machine, and the download according to its facts. */
type Node = { readonly snapshot: Snapshot; readonly downloads: Downloads };

const id = parseDownloadId("d1")!;
const model = modelName("pony");
const service = { situation: { kind: "running", version: "0.33.0" } } as const;
const position = { seq: 0, atMs: 0 };
const FAILURES: readonly Failure[] = [{ kind: "rate-limited" }, { kind: "disk-full" }];

const withEvents = (downloads: Downloads, events: readonly WithoutHost<DownloadEvent>[]): Downloads =>
  events.reduce(
    (before, event) =>
      event.type === "download.progressed" ? before : evolveDownloads(before, { ...event, host }, position),
    downloads,
  );

type Step = ReturnType<typeof initialTransition<typeof downloadMachine>>;

const after = (downloads: Downloads, [snapshot, actions]: Step): Node => ({
  snapshot,
  downloads: withEvents(downloads, emittedIn<WithoutHost<DownloadEvent>>(actions)),
});

const begin = (downloads: Downloads, goal: DownloadInput["goal"]): Node =>
  after(downloads, initialTransition(downloadMachine, { id, model, goal }));

const situationOf = ({ downloads }: Node) => downloads[id]?.situation.kind ?? "unknown";

/** What a new leader does with the download that the one before it had. */
const GOALS: Readonly<Record<string, DownloadInput["goal"]>> = {
  pausing: "pause",
  paused: "rest",
  cancelling: "cancel",
};

function stepsFrom(node: Node): readonly (readonly [string, Node])[] {
  const { snapshot, downloads } = node;
  if (snapshot.status !== "active") return [];
  const send = (event: EventFromLogic<typeof downloadMachine>, from = downloads): Node =>
    after(from, transition(downloadMachine, snapshot, event));
  const steps: [string, Node][] = [];
  for (const type of ["pause", "resume", "cancel"] as const) {
    const decision = decideDownload(downloads, service, { type: `download.${type}`, host, id });
    if (decision.accepted && decision.events.length > 0)
      steps.push([type, send({ type }, withEvents(downloads, decision.events))]);
  }
  if (snapshot.matches("pulling")) {
    steps.push(["it starts", send({ type: "started" })], ["Ollama goes away", send({ type: "queued" })]);
    const progress = { step: "pulling", doneBytes: 1 } as const;
    steps.push(["a byte arrives", send({ type: "progressed", progress })]);
    steps.push(["it is compared", send({ type: "compared", difference: "texts" })]);
    steps.push(["it succeeds", send(workDone("0.download.pulling"))]);
    for (const failure of FAILURES)
      steps.push([failure.kind, send(workFailed("0.download.pulling", new PortError(failure)))]);
  }
  if (snapshot.matches("waiting"))
    steps.push(["the wait is over", send(timePassed("backOff", "download.waiting"))]);
  steps.push([
    "another window takes over",
    begin(withoutPulls(downloads), GOALS[situationOf(node)] ?? "pull"),
  ]);
  return steps;
}

const requested = evolveDownloads(
  initialDownloads,
  { type: "download.requested", host, id, model },
  position,
);
const paths = reachable<Node>({
  starts: [begin(requested, "pull")],
  next: stepsFrom,
  keyOf: ({ snapshot: { value, context }, downloads }) =>
    JSON.stringify([value, context, downloads[id]?.situation]),
});

const describePath = ({ node, steps }: Path<Node>): string =>
  `${steps.join(", ")} → ${node.snapshot.value}, ${situationOf(node)}`;

describe("in all reachable states of the download machine", () => {
  it("the situation is what the machine does", () => {
    const SITUATIONS: Readonly<Record<string, readonly string[]>> = {
      pulling: ["queued", "pulling"],
      waiting: ["waiting"],
      paused: ["paused"],
      completed: ["completed"],
      failed: ["failed"],
      cancelled: ["cancelled"],
    };
    for (const path of paths)
      expect(SITUATIONS[path.node.snapshot.value], describePath(path)).toContain(situationOf(path.node));
    expect(new Set(paths.map(({ node }) => node.snapshot.value))).toEqual(new Set(Object.keys(SITUATIONS)));
  });

  it("nothing is pulling after another window takes over, until its pull starts", () => {
    for (const { node } of paths)
      for (const [step, next] of stepsFrom(node))
        if (step === "another window takes over")
          expect(["queued", "paused"], describePath({ node, steps: [step] })).toContain(situationOf(next));
  });

  it("an end is possible from everywhere: cancelled at once, if the person wants that", () => {
    for (const path of paths) {
      if (path.node.snapshot.status !== "active") continue;
      const cancelled = stepsFrom(path.node).find(([step]) => step === "cancel");
      expect(cancelled && situationOf(cancelled[1]), describePath(path)).toBe("cancelled");
    }
  });
});
