import { atHost, type WithoutHost } from "../hosts/host.ts";
import { host, pointed } from "./events.ts";
import { initialTransition, transition, type EventFromLogic, type SnapshotFrom } from "xstate";
import { decideService } from "../service/service-commands.ts";
import { evolveService, initialService, type Service } from "../service/service.ts";
import type { RememberedService, ServiceEvent } from "../service/service-events.ts";
import { PortError } from "../shared/failure.ts";
import type { Sighting } from "../service/sighting.ts";
import { reachable, type Path } from "./reachability.ts";
import { emittedIn, timePassed, workDone, workFailed } from "./transitions.ts";
import { serviceMachine } from "../service/service.machine.ts";

type Snapshot = SnapshotFrom<typeof serviceMachine>;

/** The state of the last process that we started; it is spawned before `start` reports it. */
type Life = "none" | "alive" | "ended";

/** The machine, the service according to its facts, and the state of our process. */
type Node = {
  readonly world: World;
  readonly snapshot: Snapshot;
  readonly service: Service;
  readonly life: Life;
};

export const process = { pid: 7, startedAt: "then", executable: "/usr/bin/ollama" };
export const paddock = { kind: "paddock", process } as const;
const unit = { kind: "systemd", scope: "user", unit: "ollama.service" } as const;
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
type Outcomes = Readonly<
  Record<
    "findProgram" | "recognise" | "detect" | "start" | "stop" | "lastOutput",
    readonly [Outcome, ...Outcome[]]
  >
>;

/** What may be seen and done on a machine. Two small worlds have all transitions; one with everything is too large. */
type World = { readonly name: string; readonly sightings: readonly Sighting[]; readonly outcomes: Outcomes };

const OURS: World = {
  name: "Paddock runs it",
  sightings: SIGHTINGS,
  outcomes: {
    findProgram: [
      { output: { kind: "found", path: "/usr/bin/ollama", owner: { kind: "paddock" } } },
      {
        output: {
          kind: "found",
          path: "/usr/bin/ollama",
          owner: { kind: "paddock" },
          obstacles: [{ kind: "not-whole", name: "OLLAMA_NUM_PARALLEL", value: "-1" }],
        },
      },
      { output: { kind: "not-installed" } },
      { output: { kind: "no-executable", path: "/nowhere" } },
      { error: failed },
    ],
    recognise: [{ output: paddock, where: ["alive"] }, { output: { kind: "looking" } }, { error: failed }],
    detect: [{ output: { kind: "another-program" } }, { error: failed }],
    start: [
      { output: paddock, where: ["alive", "ended"] },
      { error: exited, where: ["ended"] },
      { error: failed, where: ["none"] },
      { error: new PortError({ kind: "not-installed" }), where: ["none"] },
    ],
    stop: [{ output: undefined, life: "ended" }, { error: failed }],
    lastOutput: [{ output: { exit: {}, logLines: [] } }, { error: failed }],
  },
};

const OTHERS: World = {
  name: "others run it",
  sightings: SIGHTINGS.filter(({ type }) => ["gone", "listening", "answered", "foreign"].includes(type)),
  outcomes: {
    findProgram: [
      { output: { kind: "found", path: "/usr/bin/ollama", owner: unit } },
      { output: { kind: "not-installed" } },
    ],
    recognise: [{ output: { kind: "looking" } }, { output: unit }],
    detect: [
      { output: unit },
      { output: { kind: "terminal", process: { ...process, pid: 8 } } },
      { error: failed },
    ],
    start: [{ output: unit }, { error: failed }],
    stop: [{ output: undefined }, { error: failed }],
    lastOutput: [{ output: { exit: {}, logLines: [] } }],
  },
};

const PATIENCE = [
  ["startPatience", "working.waiting"],
  ["silencePatience", "working.confirmingStop"],
  ["silencePatience", "resting.confirmingEnd"],
  ["memoryPatience", "resting.unknown"],
] as const;

const position = { seq: 0, atMs: 0 };

function after(
  { service, world }: Pick<Node, "service" | "world">,
  [snapshot, actions]: ReturnType<typeof initialTransition<typeof serviceMachine>>,
  life: Life,
): Node {
  const next = emittedIn<WithoutHost<ServiceEvent>>(actions)
    .map(atHost(host))
    .reduce((one, event) => evolveService(one, event, position), service);
  return { world, snapshot, service: next, life };
}

export function stepsFrom(node: Node): readonly (readonly [string, Node])[] {
  const { world, snapshot, service, life } = node;
  const send = (
    event: EventFromLogic<typeof serviceMachine>,
    from: Service = service,
    then: Life = life,
  ): Node => {
    const step = transition(serviceMachine, snapshot, event);
    const isNewStart = "start" in step[0].children && !("start" in snapshot.children);
    return after({ world, service: from }, step, isNewStart ? "none" : then);
  };
  const steps: [string, Node][] = [];

  for (const type of ["start", "stop", "restart"] as const) {
    const decision = decideService(service, { type: `service.${type}`, host });
    if (!decision.accepted) continue;
    const requested = decision.events
      .map(atHost(host))
      .reduce((one, event) => evolveService(one, event, position), service);
    const [request] = decision.events;
    if (request?.type === "service.start-requested")
      steps.push([`ask ${type}`, send({ type: "start" }, requested)]);
    else if (type !== "start") steps.push([`ask ${type}`, send({ type, owner: service.owner }, requested)]);
  }
  for (const sighting of world.sightings)
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
  for (const [work, outcomes] of Object.entries(world.outcomes)) {
    if (!(work in snapshot.children)) continue;
    for (const outcome of outcomes) {
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

function begin(world: World, remembered?: RememberedService, life: Life = "none"): Node {
  const event = { ...pointed, ...(remembered && { remembered }) };
  const service = evolveService(initialService, event, position);
  return after({ world, service }, initialTransition(serviceMachine, { isBeyondControl: false }), life);
}

const ourRunning: RememberedService = {
  situation: { kind: "running", version: "0.33.0" },
  owner: paddock,
};

/**
 * Every reachable state of the service machine. Nothing is known at first; or an earlier session knew our process, which
 * may have ended since; or it knew a unit, in whose place another owner may run the service now. Whether a stop was undone,
 * which version ran last, and how often the process died before, changes nothing in the machine.
 */
export const paths = reachable<Node>({
  starts: [
    begin(OURS),
    begin(OURS, ourRunning, "alive"),
    begin(OURS, ourRunning),
    begin(OTHERS),
    begin(OTHERS, { ...ourRunning, owner: unit }),
  ],
  next: stepsFrom,
  keyOf: ({
    world,
    snapshot: { value, context, children },
    service: { stop: _stop, lastVersion: _last, deathsMs: _deaths, ...known },
    life,
  }) => JSON.stringify([world.name, value, context, Object.keys(children), known, life]),
});

/** The state of the machine, such as `resting.present`. */
export const stateOf = ({ snapshot: { value } }: Node): string => pathOf(value);

const pathOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([state, inner]) => `${state}.${pathOf(inner)}`)
        .join()
    : String(value);

export const SITUATION_OF: Readonly<Record<Sighting["type"], Service["situation"]["kind"]>> = {
  gone: "stopped",
  "out-of-reach": "unreachable",
  listening: "starting",
  answered: "running",
  silent: "not-answering",
  foreign: "port-taken",
  "turned-away": "refused",
};

export const describePath = ({ node, steps }: Path<Node>): string =>
  `${steps.join(", ")} → ${stateOf(node)}, ${JSON.stringify(node.service)}, ${JSON.stringify(node.snapshot.context)}`;
