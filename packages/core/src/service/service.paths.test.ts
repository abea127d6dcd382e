import { atHost, type WithoutHost } from "../hosts/host.ts";
import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { initialTransition, transition, type EventFromLogic, type SnapshotFrom } from "xstate";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { decideService, evolveService, initialService, type Service } from "./service.ts";
import type { ServiceEvent } from "./service-events.ts";
import { PortError } from "../shared/failure.ts";
import type { Sighting } from "./sighting.ts";
import { reachable, type Path } from "../testing/reachability.ts";
import { emittedIn, timePassed, workDone, workFailed } from "../testing/transitions.ts";
import { serviceMachine } from "./service.machine.ts";

type Snapshot = SnapshotFrom<typeof serviceMachine>;

/** What has become of the process that we have started last; it is spawned before it is reported. */
type Life = "none" | "alive" | "ended";

/** The machine, what the log makes of its facts, and what has become of our process. */
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

/** What each kind of work may come to, for which life of our process, and what that makes of it. */
const OUTCOMES = {
  isInstalled: [{ output: true }, { output: false }, { error: failed }],
  recognise: [{ output: process, where: ["alive"] }, { output: undefined }, { error: failed }],
  start: [
    { output: process, where: ["alive", "ended"] },
    { error: exited, where: ["ended"] },
    { error: failed, where: ["none"] },
  ],
  stop: [{ output: undefined, life: "ended" }, { error: failed }],
  lastOutput: [{ output: { exit: {}, logLines: [] } }, { error: failed }],
} as const satisfies Record<string, readonly Outcome[]>;

const PATIENCE = [
  ["startPatience", "working.starting"],
  ["silencePatience", "working.confirmingStop"],
  ["silencePatience", "resting.confirmingEnd"],
] as const;

const place = { seq: 0, atMs: 0 };

function after(
  { service }: Pick<Node, "service">,
  [snapshot, actions]: ReturnType<typeof initialTransition<typeof serviceMachine>>,
  life: Life,
): Node {
  const next = emittedIn<WithoutHost<ServiceEvent>>(actions)
    .map(atHost(host))
    .reduce((one, event) => evolveService(one, event, place), service);
  return { snapshot, service: next, life };
}

function nextOf(node: Node): readonly (readonly [string, Node])[] {
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
      .reduce((one, event) => evolveService(one, event, place), service);
    const [request] = decision.events;
    const cue = request?.type === "service.start-requested" ? "start" : type;
    steps.push([`ask ${type}`, send({ type: cue }, requested)]);
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
  if (snapshot.matches({ resting: { notInstalled: "idle" } }))
    steps.push(["look again", send({ type: "look-again" })]);
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

const pointed: Service = evolveService(
  initialService,
  { type: "service.pointed", host, endpoint: DEFAULT_ENDPOINT, isRemote: false, isDemo: false },
  place,
);
const paths = reachable<Node>({
  start: after({ service: pointed }, initialTransition(serviceMachine, { isRemote: false }), "none"),
  next: nextOf,
  keyOf: ({ snapshot: { value, context, children }, service, life }) =>
    JSON.stringify([value, context, Object.keys(children), service, life]),
});

/** Where the machine is, as `resting.present`. */
const stateOf = ({ snapshot: { value } }: Node): string => pathOf(value);

const pathOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([state, inner]) => `${state}.${pathOf(inner)}`)
        .join()
    : String(value);

const AS_SEEN: Readonly<Record<Sighting["type"], Service["situation"]["kind"]>> = {
  gone: "stopped",
  "out-of-reach": "unreachable",
  listening: "starting",
  answered: "running",
  silent: "not-answering",
  foreign: "port-taken",
  "turned-away": "refused",
};

const telling = ({ node, steps }: Path<Node>): string =>
  `${steps.join(", ")} → ${stateOf(node)}, ${JSON.stringify(node.service)}, ${JSON.stringify(node.snapshot.context)}`;

describe("wherever the service's machine can get to", () => {
  it("is somewhere, by many ways", () => {
    expect(paths.length).toBeGreaterThan(500);
    expect([...new Set(paths.map(({ node }) => stateOf(node)))].toSorted()).toEqual([
      "resting.absent",
      "resting.confirmingEnd",
      "resting.done",
      "resting.notInstalled.checking",
      "resting.notInstalled.idle",
      "resting.present",
      "resting.recognising",
      "resting.unknown",
      "resting.vacant",
      "working.confirmingStop",
      "working.failing",
      "working.givingUp",
      "working.reportingDeath",
      "working.starting",
      "working.stopping",
    ]);
  });

  it("what is shown is what was seen, once it rests", () => {
    for (const path of paths) {
      const { node } = path;
      const seen = node.snapshot.context.seen?.type;
      const { kind } = node.service.situation;
      if (stateOf(node) === "resting.present" && seen) expect(kind, telling(path)).toBe(AS_SEEN[seen]);
      if (stateOf(node) === "resting.absent") expect(kind, telling(path)).toBe("stopped");
      if (stateOf(node).startsWith("resting.notInstalled."))
        expect(kind, telling(path)).toBe("not-installed");
      if (stateOf(node) === "resting.done") expect(["stopped", "failed"], telling(path)).toContain(kind);
      if (stateOf(node) === "resting.unknown" && node.snapshot.context.wanted === undefined)
        expect(kind, telling(path)).toBe("unknown");
    }
  });

  it("no request is left undone: while the service is starting or stopping, the machine works on it", () => {
    for (const path of paths) {
      const { service } = path.node;
      const isWaitingForUs =
        service.situation.kind === "stopping" ||
        (service.situation.kind === "starting" && !service.situation.portOpen);
      if (!isWaitingForUs) continue;
      const isAtWork =
        stateOf(path.node).startsWith("working.") ||
        ["resting.unknown", "resting.recognising", "resting.vacant", "resting.confirmingEnd"].includes(
          stateOf(path.node),
        );
      expect(isAtWork, telling(path)).toBe(true);
    }
  });

  it("work that is under way can come to an end", () => {
    const WORK: Readonly<Record<string, string>> = {
      recognising: "recognise",
      vacant: "isInstalled",
      checking: "isInstalled",
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
      if (!isSpawned) expect(path.node.snapshot.children, telling(path)).toHaveProperty(work);
    }
    expect([...reached].toSorted()).toEqual(Object.keys(WORK).toSorted());
  });

  it("no process and no request is kept once the service is gone or the work is done", () => {
    const over = /^resting\.(absent|notInstalled.*|done)$/;
    for (const path of paths.filter(({ node }) => over.test(stateOf(node)))) {
      const { process: kept, wanted } = path.node.snapshot.context;
      expect([kept, wanted], telling(path)).toEqual([undefined, undefined]);
    }
  });

  it("a service that is gone by the time it is to be restarted is started", () => {
    const before = paths.filter(({ node }) => stateOf(node) === "resting.vacant");
    const restarted = before.flatMap(({ node }) =>
      nextOf(node).flatMap(([step, next]) => (step === "ask restart" ? [stateOf(next)] : [])),
    );
    expect(new Set(restarted)).toEqual(new Set(["working.starting"]));
  });

  it("nothing is waited for of a process that has ended, however soon it did", () => {
    const reported = paths.filter(
      ({ node }) => stateOf(node) === "working.starting" && node.snapshot.context.process !== undefined,
    );
    expect(reported.length).toBeGreaterThan(0);
    for (const path of reported) expect(path.node.life, telling(path)).toBe("alive");
  });

  it("the last output is that of the process which has ended, also where its start was never reported", () => {
    for (const { node } of paths.filter(
      (path) => stateOf(path.node) === "working.starting" && path.node.life === "ended",
    ))
      for (const [step, next] of nextOf(node))
        if (step === "start failed" && stateOf(next) === "working.failing")
          expect(next.snapshot.context.ended?.pid).toBe(process.pid);
  });

  it("a failure is known from when the work fails until it is emitted, and at no other time", () => {
    const isFailing = /^working\.(failing|givingUp)$/;
    for (const path of paths) {
      const { failure } = path.node.snapshot.context;
      expect(failure !== undefined, telling(path)).toBe(isFailing.test(stateOf(path.node)));
    }
  });

  it("only a process of ours is stopped, and it is ours only while it may be alive", () => {
    for (const path of paths) {
      const { snapshot, service } = path.node;
      if (stateOf(path.node) === "working.stopping")
        expect(snapshot.context.process, telling(path)).toEqual(process);
      if (
        stateOf(path.node) === "resting.present" &&
        service.control === "ours" &&
        service.situation.kind === "running"
      )
        expect([path.node.life, snapshot.context.process], telling(path)).toEqual(["alive", process]);
    }
  });
});
