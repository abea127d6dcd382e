import { atHost, type WithoutHost } from "../hosts/host.ts";
import { host, pointed } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { initialTransition, transition, type EventFromLogic, type SnapshotFrom } from "xstate";
import { decideService } from "./service-commands.ts";
import { evolveService, initialService, isKnown, type Service } from "./service.ts";
import type { RememberedService, ServiceEvent } from "./service-events.ts";
import { PortError } from "../shared/failure.ts";
import type { Sighting } from "./sighting.ts";
import { reachable, type Path } from "../testing/reachability.ts";
import { emittedIn, timePassed, workDone, workFailed } from "../testing/transitions.ts";
import { serviceMachine } from "./service.machine.ts";

type Snapshot = SnapshotFrom<typeof serviceMachine>;

/** The state of the last process that we started; it is spawned before `start` reports it. */
type Life = "none" | "alive" | "ended";

/** The machine, the service according to its facts, and the state of our process. */
type Node = { readonly snapshot: Snapshot; readonly service: Service; readonly life: Life };

const process = { pid: 7, startedAt: "then", executable: "/usr/bin/ollama" };
const SIGHTINGS: readonly Sighting[] = [
  { type: "gone" },
  { type: "out-of-reach", failure: { kind: "unreachable", cause: "no-route" } },
  { type: "listening" },
  { type: "answered", version: "0.33.0" },
  { type: "silent" },
  { type: "foreign" },
  { type: "turned-away", failure: { kind: "forbidden", status: 403 } },
];
const failed = new Error("no");

const exited = new PortError({ kind: "exited", exit: { code: 1 } });

type Outcome = { readonly where?: readonly Life[]; readonly life?: Life } & (
  | { readonly output: unknown }
  | { readonly error: unknown }
);

/** The possible results of each actor: `where` lists the process states they occur in, `life` is the next state. */
const OUTCOMES = {
  findProgram: [
    { output: { kind: "found", path: "/usr/bin/ollama" } },
    { output: { kind: "not-installed" } },
    { output: { kind: "no-executable", path: "/nowhere" } },
    { error: failed },
  ],
  recognise: [{ output: process, where: ["alive"] }, { output: undefined }, { error: failed }],
  start: [
    { output: process, where: ["alive", "ended"] },
    { error: exited, where: ["ended"] },
    { error: failed, where: ["none"] },
    { error: new PortError({ kind: "not-installed" }), where: ["none"] },
  ],
  stop: [{ output: undefined, life: "ended" }, { error: failed }],
  lastOutput: [{ output: { exit: {}, logLines: [] } }, { error: failed }],
} as const satisfies Record<string, readonly Outcome[]>;

const PATIENCE = [
  ["startPatience", "working.starting"],
  ["silencePatience", "working.confirmingStop"],
  ["silencePatience", "resting.confirmingEnd"],
  ["memoryPatience", "resting.unknown"],
] as const;

const position = { seq: 0, atMs: 0 };

function after(
  { service }: Pick<Node, "service">,
  [snapshot, actions]: ReturnType<typeof initialTransition<typeof serviceMachine>>,
  life: Life,
): Node {
  const next = emittedIn<WithoutHost<ServiceEvent>>(actions)
    .map(atHost(host))
    .reduce((one, event) => evolveService(one, event, position), service);
  return { snapshot, service: next, life };
}

function stepsFrom(node: Node): readonly (readonly [string, Node])[] {
  const { snapshot, service, life } = node;
  const send = (
    event: EventFromLogic<typeof serviceMachine>,
    from: Service = service,
    then: Life = life,
  ): Node => {
    const step = transition(serviceMachine, snapshot, event);
    const isNewStart = "start" in step[0].children && !("start" in snapshot.children);
    return after({ service: from }, step, isNewStart ? "none" : then);
  };
  const steps: [string, Node][] = [];

  for (const type of ["start", "stop", "restart"] as const) {
    const decision = decideService(service, { type: `service.${type}`, host });
    if (!decision.accepted) continue;
    const requested = decision.events
      .map(atHost(host))
      .reduce((one, event) => evolveService(one, event, position), service);
    const [request] = decision.events;
    const machineEvent = request?.type === "service.start-requested" ? "start" : type;
    steps.push([`ask ${type}`, send({ type: machineEvent }, requested)]);
  }
  for (const sighting of SIGHTINGS)
    if (sighting.type !== snapshot.context.seen?.type) steps.push([`see ${sighting.type}`, send(sighting)]);
  if ("start" in snapshot.children && life === "none")
    steps.push(["our process is spawned", { ...node, life: "alive" }]);
  if (life === "alive")
    steps.push([
      "our process ends",
      send({ type: "ended", pid: process.pid, exit: { code: 1 } }, service, "ended"),
    ]);
  if (snapshot.matches({ resting: { unstartable: "idle" } }))
    steps.push(["look again", send({ type: "look-again" })]);
  if ("watchAddress" in snapshot.children)
    steps.push(["our process listens elsewhere", send({ type: "listens-elsewhere", address: "[::]:1" })]);
  for (const [work, outcomes] of Object.entries(OUTCOMES)) {
    if (!(work in snapshot.children)) continue;
    for (const outcome of outcomes as readonly Outcome[]) {
      if (outcome.where?.includes(life) === false) continue;
      const event = "output" in outcome ? workDone(work, outcome.output) : workFailed(work, outcome.error);
      const how = "output" in outcome ? "done" : "failed";
      steps.push([`${work} ${how}`, send(event, service, outcome.life ?? life)]);
    }
  }
  for (const [delay, state] of PATIENCE) {
    const [parent = "", child = ""] = state.split(".");
    if (snapshot.matches({ [parent]: child }))
      steps.push([`${delay} is over`, send(timePassed(delay, `service.${state}`))]);
  }
  return steps;
}

function explore(remembered?: RememberedService, life: Life = "none") {
  const event = { ...pointed, ...(remembered && { remembered }) };
  const service = evolveService(initialService, event, position);
  return reachable<Node>({
    start: after({ service }, initialTransition(serviceMachine, { isRemote: false }), life),
    next: stepsFrom,
    keyOf: ({ snapshot: { value, context, children }, service: known, life: alive }) =>
      JSON.stringify([value, context, Object.keys(children), known, alive]),
  });
}

const ourRunning: RememberedService = {
  situation: { kind: "running", version: "0.33.0" },
  control: "ours",
  process,
};
/** Nothing is known at first; or an earlier session knew our process, which may have ended since. */
const paths = [...explore(), ...explore(ourRunning, "alive"), ...explore(ourRunning)];

/** The state of the machine, such as `resting.present`. */
const stateOf = ({ snapshot: { value } }: Node): string => pathOf(value);

const pathOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([state, inner]) => `${state}.${pathOf(inner)}`)
        .join()
    : String(value);

const SITUATION_OF: Readonly<Record<Sighting["type"], Service["situation"]["kind"]>> = {
  gone: "stopped",
  "out-of-reach": "unreachable",
  listening: "starting",
  answered: "running",
  silent: "not-answering",
  foreign: "port-taken",
  "turned-away": "refused",
};

const describePath = ({ node, steps }: Path<Node>): string =>
  `${steps.join(", ")} → ${stateOf(node)}, ${JSON.stringify(node.service)}, ${JSON.stringify(node.snapshot.context)}`;

describe("in all reachable states of the service machine", () => {
  it("every state of the machine is found", () => {
    expect(paths.length).toBeGreaterThan(500);
    expect([...new Set(paths.map(({ node }) => stateOf(node)))].toSorted()).toEqual([
      "resting.absent",
      "resting.confirmingEnd",
      "resting.done",
      "resting.present",
      "resting.recognising",
      "resting.unknown",
      "resting.unstartable.checking",
      "resting.unstartable.idle",
      "resting.unstartable.noting",
      "resting.vacant",
      "working.confirmingStop",
      "working.failing",
      "working.givingUp",
      "working.reportingDeath",
      "working.starting",
      "working.stopping",
    ]);
  });

  it("the situation matches the last sighting while the machine rests", () => {
    for (const path of paths) {
      const { node } = path;
      const seen = node.snapshot.context.seen?.type;
      const { kind } = node.service.situation;
      if (stateOf(node) === "resting.present" && seen)
        expect(kind, describePath(path)).toBe(SITUATION_OF[seen]);
      if (stateOf(node) === "resting.absent") expect(kind, describePath(path)).toBe("stopped");
      if (stateOf(node).startsWith("resting.unstartable."))
        expect(["not-installed", "failed"], describePath(path)).toContain(kind);
      if (stateOf(node) === "resting.done") expect(kind, describePath(path)).toBe("stopped");
      if (stateOf(node) === "resting.unknown" && node.snapshot.context.requested === undefined)
        expect(isKnown(node.service), describePath(path)).toBe(false);
    }
  });

  it("the machine works on every request: it is never idle while the service is starting or stopping", () => {
    for (const path of paths) {
      const { service } = path.node;
      const isRequestPending =
        service.situation.kind === "stopping" ||
        (service.situation.kind === "starting" && !service.situation.portOpen);
      if (!isRequestPending) continue;
      const isAtWork =
        stateOf(path.node).startsWith("working.") ||
        ["resting.unknown", "resting.recognising", "resting.vacant", "resting.confirmingEnd"].includes(
          stateOf(path.node),
        );
      expect(isAtWork, describePath(path)).toBe(true);
    }
  });

  it("every state that waits for an actor has that actor running", () => {
    const WORK: Readonly<Record<string, string>> = {
      recognising: "recognise",
      vacant: "findProgram",
      noting: "findProgram",
      checking: "findProgram",
      starting: "start",
      givingUp: "stop",
      stopping: "stop",
      reportingDeath: "lastOutput",
      failing: "lastOutput",
    };
    const reached = new Set<string>();
    for (const path of paths) {
      const state = stateOf(path.node).split(".").at(-1) ?? "";
      const work = WORK[state];
      if (!work) continue;
      reached.add(state);
      const isSpawned = state === "starting" && path.node.snapshot.context.process !== undefined;
      if (!isSpawned) expect(path.node.snapshot.children, describePath(path)).toHaveProperty(work);
    }
    expect([...reached].toSorted()).toEqual(Object.keys(WORK).toSorted());
  });

  it("no process and no request is kept once the service is gone or the request is done", () => {
    const endStates = /^resting\.(absent|unstartable.*|done)$/;
    for (const path of paths.filter(({ node }) => endStates.test(stateOf(node)))) {
      const { process: kept, requested } = path.node.snapshot.context;
      expect([kept, requested], describePath(path)).toEqual([undefined, undefined]);
    }
  });

  it("restarting a service that has just gone starts it", () => {
    const before = paths.filter(({ node }) => stateOf(node) === "resting.vacant");
    const restarted = before.flatMap(({ node }) =>
      stepsFrom(node).flatMap(([step, next]) => (step === "ask restart" ? [stateOf(next)] : [])),
    );
    expect(new Set(restarted)).toEqual(new Set(["working.starting"]));
  });

  it.each(["stop", "restart"] as const)("a %s waits until it is known whose the process is", (type) => {
    const recognising = paths.filter(({ node }) => stateOf(node) === "resting.recognising");
    expect(recognising.length).toBeGreaterThan(0);
    for (const path of recognising) {
      const [asked] = transition(serviceMachine, path.node.snapshot, { type });
      if (asked.context.process !== undefined) continue;
      const [next, actions] = transition(serviceMachine, asked, workDone("recognise", process));
      expect([next.value, next.context.requested], describePath(path)).toEqual([
        { working: "stopping" },
        type,
      ]);
      expect(emittedIn(actions), describePath(path)).toEqual([]);
    }
  });

  it("a start does not wait for a process that has already ended", () => {
    const reported = paths.filter(
      ({ node }) => stateOf(node) === "working.starting" && node.snapshot.context.process !== undefined,
    );
    expect(reported.length).toBeGreaterThan(0);
    for (const path of reported) expect(path.node.life, describePath(path)).toBe("alive");
  });

  it("the last output belongs to the ended process, even if its start was never reported", () => {
    for (const { node } of paths.filter(
      (path) => stateOf(path.node) === "working.starting" && path.node.life === "ended",
    ))
      for (const [step, next] of stepsFrom(node))
        if (step === "start failed" && stateOf(next) === "working.failing")
          expect(next.snapshot.context.ended?.pid).toBe(process.pid);
  });

  it("a failure is stored only from when the request fails until that is emitted", () => {
    const isFailing = /^working\.(failing|givingUp)$/;
    for (const path of paths) {
      const { failure } = path.node.snapshot.context;
      expect(failure !== undefined, describePath(path)).toBe(isFailing.test(stateOf(path.node)));
    }
  });

  it("only a process of ours is stopped, and it is ours only while it may be alive", () => {
    for (const path of paths) {
      const { snapshot, service } = path.node;
      if (stateOf(path.node) === "working.stopping")
        expect(snapshot.context.process, describePath(path)).toEqual(process);
      if (
        stateOf(path.node) === "resting.present" &&
        service.control === "ours" &&
        service.situation.kind === "running"
      )
        expect([path.node.life, snapshot.context.process], describePath(path)).toEqual(["alive", process]);
    }
  });
});
