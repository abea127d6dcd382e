import { NEVER, Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { hostFacts } from "../../app/state.ts";
import { DEFAULT_ENDPOINT, parseEndpoint, type Endpoint } from "../../hosts/endpoint.ts";
import { afterItsEnd, ourProcess, whyCannot, type Owner } from "../../service/owner.ts";
import { ownerChoice } from "../../service/owner-choice.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import { toFailure } from "../../shared/failure.ts";
import { openActionBench } from "../../testing/action-bench.ts";
import { FakeMachine, MACHINES, type Ending, type MachineCase } from "../../testing/machines/index.ts";
import { endProcess } from "./end-process.ts";
import { MANAGED_OWNERS } from "./managed-owners.ts";
import { identify } from "./process-identity.ts";
import { serviceOwner } from "./service-owner.ts";

const LOOKING: Owner = { kind: "looking" };

const endpointOf = ({ at }: MachineCase): Endpoint => {
  if (at === undefined) return DEFAULT_ENDPOINT;
  const parsed = parseEndpoint(at);
  if ("problem" in parsed) throw new Error(`${at}: ${parsed.problem}`);
  return parsed.endpoint;
};

/** Our own child on this machine; a start is noted instead. */
const ownOn = (machine: FakeMachine, { ownPid }: MachineCase): ServiceOwner => ({
  findProgram: async () => ({ kind: "found", path: "/usr/local/bin/ollama", owner: { kind: "paddock" } }),
  changed$: NEVER,
  ended$: new Subject(),
  async start() {
    machine.asked.push("spawn ollama serve");
    return { kind: "paddock" };
  },
  async recognise() {
    const process = ownPid === undefined ? undefined : await identify(ownPid, machine);
    return process ? { kind: "paddock", process } : LOOKING;
  },
  detect: async () => ({ kind: "another-program" }),
  candidates: async () => [],
  async stop(owner) {
    const process = ourProcess(owner);
    if (process) await endProcess(process, { machine });
  },
  listensElsewhere: async () => undefined,
  conversions: async () => [],
  lastOutput: async () => ({ exit: {}, logLines: [] }),
});

function open(row: MachineCase) {
  const machine = new FakeMachine(row.machine);
  const parsed = ownerChoice(row.choice);
  if (parsed.kind === "wrong") throw new Error(JSON.stringify(parsed.problem));
  const owner = serviceOwner({
    endpoint: endpointOf(row),
    machine,
    own: ownOn(machine, row),
    managed: row.isRemote ? [] : MANAGED_OWNERS,
    commandLog: "/nowhere/command.log",
    prefersOwn: () => false,
    ...(parsed.kind === "chosen" && { choice: parsed.choice }),
  });
  /** What was asked of the machine since the last time. */
  const asked = (): readonly string[] => machine.asked.splice(0);
  return { machine, owner, asked };
}

/** Who runs the service, as the machine of the service finds out. */
async function ownerIn({ owner }: ReturnType<typeof open>, last: Owner = LOOKING): Promise<Owner> {
  const known = await owner.recognise(last);
  return known.kind === "looking" ? owner.detect() : known;
}

/** How a request ends that is not refused, in the form of the table. */
async function endingOf(
  { asked }: ReturnType<typeof open>,
  request: () => Promise<Owner | void>,
): Promise<Ending> {
  asked();
  try {
    const owner = await request();
    return { does: asked(), ...(owner && { owner }) };
  } catch (error) {
    const failure = toFailure(error);
    const line = failure.kind === "needs-rights" && failure.line;
    return { fails: failure.kind, does: asked(), ...(line && { line }) };
  }
}

describe.each(MACHINES)("$name", (row) => {
  const running = row.detected;

  it.runIf(running)("says who runs the service, and knows it again without a tool", async () => {
    const world = open(row);
    expect(await ownerIn(world, row.last)).toEqual(running);
    const later = open(row);
    expect(await later.owner.recognise(running!)).toEqual(
      running!.kind === "another-program" ? LOOKING : running,
    );
    expect(later.asked()).toEqual([]);
    expect([...world.machine.unanswered, ...later.machine.unanswered]).toEqual([]);
  });

  it.runIf(running)("stops it, or says why not", async () => {
    const refusal = whyCannot(running!, "stop");
    if (refusal) return expect({ refused: refusal.reason }).toEqual(row.stop);
    const world = open(row);
    expect(await endingOf(world, () => world.owner.stop(running!))).toEqual(row.stop);
    expect(world.machine.unanswered).toEqual([]);
  });

  it("starts it when it is stopped, or says why not", async () => {
    const last = running ? afterItsEnd(running) : (row.last ?? LOOKING);
    const refusal = whyCannot(last, "start");
    if (refusal) return expect({ refused: refusal.reason }).toEqual(row.start);
    const world = open(row);
    if (running) for (const line of stopSignals(row)) world.machine.signal(line, "SIGTERM");
    expect(await endingOf(world, () => world.owner.start(last))).toEqual(row.start);
    expect(world.machine.unanswered).toEqual([]);
  });
});

/** An app that shows the service of a row: what is done to it really starts or ends an Ollama. */
async function show(row: MachineCase) {
  const opened = await openActionBench();
  const world = open(row);
  let history = row.last;
  const owner: ServiceOwner = {
    ...world.owner,
    recognise(last) {
      const known = history ?? last;
      history = undefined;
      return world.owner.recognise(known);
    },
    async start(...args) {
      const started = await world.owner.start(...args);
      opened.ollama.appear();
      return started;
    },
    async stop(stopped) {
      await world.owner.stop(stopped);
      opened.ollama.die();
    },
  };
  const target = opened.target$.value;
  if (target.kind === "host") opened.target$.next({ ...target, hostPorts: { ...target.hostPorts, owner } });
  opened.looking$.next(true);
  if (row.detected) opened.ollama.appear();
  await opened.clock.pass(5_000);
  const service = () => hostFacts(opened.state()).service;
  const { asked } = world;
  async function ask(type: "service.start" | "service.stop" | "service.restart") {
    const { refusal, ended } = await opened.ask({ type });
    await opened.clock.pass(5_000);
    const outcome = ended();
    const failure = outcome?.kind === "failed" ? outcome.failure.kind : undefined;
    return { situation: service().situation.kind, refused: refusal?.reason, fails: failure };
  }
  return { service, ask, asked };
}

describe.each(MACHINES.filter(({ detected }) => detected))("the situation on: $name", (row) => {
  const isDone = (ending: Ending | undefined): boolean =>
    ending !== undefined && "does" in ending && !("fails" in ending);
  const [stop, start] = [row.stop, row.start];

  it.runIf(row.detected?.kind !== "another-program")(
    "is found without a tool if it was known before",
    async () => {
      const shown = await show({ ...row, last: row.detected! });
      expect(shown.service()).toMatchObject({ situation: { kind: "running" }, owner: row.detected });
      expect(shown.asked()).toEqual([]);
    },
  );

  it("is right after Stop and Start", async () => {
    const shown = await show(row);
    expect(shown.service()).toMatchObject({ situation: { kind: "running" }, owner: row.detected });
    const stopped = await shown.ask("service.stop");
    if (!isDone(stop)) return expect({ ...stopped }).toMatchObject({ situation: "running", ...why(stop) });
    expect(stopped).toMatchObject({ situation: "stopped" });
    const started = await shown.ask("service.start");
    if (isDone(start)) expect(started).toMatchObject({ situation: "running" });
    else expect(started).toMatchObject({ situation: "failed", ...why(start) });
  });

  it("is right after Restart", async () => {
    const shown = await show(row);
    const restarted = await shown.ask("service.restart");
    if (!isDone(stop)) expect(restarted).toMatchObject({ situation: "running", ...why(stop) });
    else if (isDone(start)) expect(restarted).toMatchObject({ situation: "running", fails: undefined });
    else expect(restarted).toMatchObject({ situation: "failed", ...why(start) });
  });
});

/** Why a request was refused, or has failed. */
const why = (ending: Ending | undefined): object => {
  if (ending === undefined) return {};
  if ("refused" in ending) return { refused: ending.refused };
  return "fails" in ending ? { fails: ending.fails } : {};
};

const stopSignals = ({ stop }: MachineCase): readonly number[] =>
  stop && "does" in stop
    ? stop.does.flatMap((line) => {
        const pid = /^SIG\w+ (-?\d+)$/.exec(line)?.[1];
        return pid === undefined ? [] : [Number(pid)];
      })
    : [];

it("has a source for each machine, and no name twice", () => {
  expect(MACHINES.filter(({ source }) => source.length < 10)).toEqual([]);
  expect(new Set(MACHINES.map(({ name }) => name)).size).toBe(MACHINES.length);
});
