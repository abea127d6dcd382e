import { BehaviorSubject } from "rxjs";
import { afterEach, describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { hostFacts, hostOf, hostReadings } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, openWithFakes } from "../testing/index.ts";
import { describedRun } from "./described.ts";
import { describeLines } from "./description.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { showLog } from "../service/show-log.action.ts";
import type { ServiceLog } from "./service-log.port.ts";
import { createServiceLog } from "./service-log.action.ts";

const START = [
  'time=2026-11-23T05:54:13.394Z level=INFO source=routes.go:1802 msg="server config" env="map[OLLAMA_HOST:http://0.0.0.0:11434]"',
  'time=2026-11-23T05:54:13.396Z level=INFO source=routes.go:1864 msg="Listening on [::]:11434 (version 0.33.0)"',
];
const LATER = 'time=2026-11-23T05:58:00.000Z level=ERROR source=x.go:1 msg="no memory"';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A window with a service of ours, which has written `START`. */
async function openWindow({ isRunning = true } = {}) {
  const opened = await openWithFakes();
  const { app, clock, log, ollama, looking$, hostPorts, state } = opened;
  const shown$ = new BehaviorSubject(false);
  const { log$, close } = createServiceLog({
    app,
    clock,
    logOf: (_host, owner) => hostPorts.logOf(owner),
    askedOf: () => undefined,
    looking$,
    shown$,
  });
  closing.push(close);
  const start = async (): Promise<void> => {
    log.restart();
    log.write(...START);
    await app.dispatch({ type: "service.start", host: hostId() });
    ollama.appear();
    await clock.pass(400);
  };
  const hostId = () => hostOf(state()) ?? host;
  const described = () => {
    const { service } = hostFacts(state());
    return describedRun(service, hostReadings(state()).described);
  };
  if (isRunning) await start();
  return { ...opened, shown$, log$, described, start };
}

describe("what the log of a service tells", () => {
  it("is not read unless a person looks", async () => {
    const { clock, log, described } = await openWindow();
    await clock.pass(60_000);
    expect(log.followers).toBe(0);
    expect(described()).toBeUndefined();
  });

  it("is read once for each run while a view is looked at, and soon after", async () => {
    const { clock, log, ollama, looking$, described, start } = await openWindow();
    looking$.next(true);
    await clock.pass(500);
    expect(log.followers).toBe(0); // what is started with the window comes first
    await clock.pass(1_000);
    expect(described()).toMatchObject({ version: "0.33.0", listensOn: "[::]:11434" });
    expect(log.followers).toBe(0);
    log.write(LATER);
    await clock.pass(10_000);
    expect(described()?.errors).toEqual([]);
    ollama.die();
    await clock.pass(2_000);
    expect(described()).toBeUndefined();
    await start();
    await clock.pass(2_000);
    expect(described()).toMatchObject({ version: "0.33.0" });
  });

  it("is not read by a command that may reach another machine until its lines are looked at", async () => {
    const { clock, log, looking$, shown$, described } = await openWindow();
    log.mayRunUnasked = false;
    looking$.next(true);
    await clock.pass(60_000);
    expect(described()).toBeUndefined();
    shown$.next(true);
    await clock.pass(2_000);
    expect(described()).toMatchObject({ version: "0.33.0" });
  });

  it("is followed while the Service tab is shown", async () => {
    const { clock, log, shown$, log$, described } = await openWindow();
    shown$.next(true);
    await clock.pass(2_000);
    expect(log.followers).toBe(1); // telling what it says does not read it anew
    expect(described()).toMatchObject({ version: "0.33.0", errors: [] });
    log.write(LATER);
    await clock.pass(2_000);
    expect(described()?.errors).toMatchObject([{ line: LATER }]);
    expect(log$.value).toMatchObject({ kind: "followed", lines: [{}, {}, { number: 3, text: LATER }] });
    shown$.next(false);
    expect(log.followers).toBe(0);
    expect(log$.value).toEqual({ kind: "closed" });
  });

  it("is told when the service runs, also if it was logged before", async () => {
    const { clock, shown$, described, start } = await openWindow({ isRunning: false });
    shown$.next(true);
    await start();
    await clock.pass(3_000);
    expect(described()).toMatchObject({ version: "0.33.0" });
  });

  it("says who has used it from other machines", async () => {
    const { clock, log, shown$, log$ } = await openWindow();
    const request = (client: string): string =>
      `[GIN] 2026/11/23 - 05:58:34 | 200 |      96.955µs |  ${client} | POST     "/api/chat"`;
    log.write(request("127.0.0.1"), request("192.168.1.23"), request("192.168.1.23"), request("::1"));
    shown$.next(true);
    await clock.pass(500);
    const shown = log$.value;
    expect(shown.kind === "followed" && [...shown.clients]).toEqual([["192.168.1.23", 2]]);
  });

  it("shows why a log cannot be read, and where another program keeps it", async () => {
    const denied = await openWindow();
    denied.log.isDenied = true;
    denied.shown$.next(true);
    expect(denied.log$.value).toMatchObject({
      kind: "unreadable",
      failure: { kind: "log-unreadable", reason: "no-permission" },
    });
    const foreign = await openWindow({ isRunning: false });
    foreign.ollama.appear();
    await foreign.clock.pass(6_000);
    foreign.shown$.next(true);
    expect(foreign.log$.value).toEqual({ kind: "elsewhere" });
  });

  it("keeps only the end of a log", async () => {
    const { clock, log, shown$, log$ } = await openWindow();
    log.write(...Array.from({ length: 5_000 }, (_, index) => `line ${index}`));
    shown$.next(true);
    await clock.pass(500);
    const shown = log$.value;
    expect(shown.kind === "followed" && shown.lines.length).toBe(200);
    expect(shown.kind === "followed" && shown.lines.at(-1)?.text).toBe("line 4999");
  });
});

it("is followed anew where a tool that shows it has ended with the service", async () => {
  const { clock, log, shown$, log$ } = await openWindow();
  shown$.next(true);
  await clock.pass(500);
  log.end();
  expect(log.followers).toBe(0);
  log.write(LATER);
  await clock.pass(2_500);
  expect(log.followers).toBe(1);
  expect(log$.value).toMatchObject({ lines: [{}, {}, { text: LATER }] });
});

describe("a log that a tool shows", () => {
  const openWithTool = async (options?: { isRunning: boolean }) => {
    const opened = await openWindow(options);
    opened.log.place = { kind: "tool", program: "docker" };
    return opened;
  };

  it("is not read before its service runs", async () => {
    const { clock, log, shown$, log$, start } = await openWithTool({ isRunning: false });
    shown$.next(true);
    await clock.pass(10_000);
    expect([log.followers, log$.value.kind]).toEqual([0, "not-running"]);
    await start();
    expect(log.followers).toBe(1);
  });

  it("is not asked for again after its service has ended, and its last lines stay", async () => {
    const { clock, log, ollama, shown$, log$ } = await openWithTool();
    shown$.next(true);
    await clock.pass(500);
    ollama.die();
    log.end();
    await clock.pass(60_000);
    expect(log.followers).toBe(0);
    expect(log$.value).toMatchObject({ kind: "followed", lines: [{}, {}] });
  });

  it("is read again in the next run after a failure", async () => {
    const { clock, log, ollama, shown$, log$, start } = await openWithTool();
    log.isDenied = true;
    shown$.next(true);
    await clock.pass(10_000);
    expect(log$.value).toMatchObject({ kind: "unreadable" });
    log.isDenied = false;
    ollama.die();
    await clock.pass(5_000);
    await start();
    await clock.pass(1_000);
    expect(log$.value).toMatchObject({ kind: "followed", lines: [{}, {}] });
  });

  it.each([
    { kind: "custom", name: "mine" },
    { kind: "kubernetes", context: "c", namespace: "n", workload: "deployment/ollama" },
  ] as const)("of $kind is only read where it is shown", async (owner) => {
    const {
      clock,
      log,
      ollama,
      owner: port,
      hostPorts,
      looking$,
      shown$,
    } = await openWindow({
      isRunning: false,
    });
    hostPorts.logOf = () => log;
    port.otherOwner = owner;
    log.write(...START);
    ollama.appear();
    looking$.next(true);
    const reads: number[] = [];
    for (let second = 0; second < 12; second += 1) {
      await clock.pass(500);
      reads.push(log.follows);
    }
    expect(reads.at(-1)).toBe(0);
    shown$.next(true);
    await clock.pass(500);
    expect(log.follows).toBe(1);
  });

  it("goes on with the next run in the output where it is shown", async () => {
    const { clock, log, app, ollama, start, hostPorts, state } = await openWithTool();
    const shown: ServiceLog[] = [];
    const { context } = await openActionBench();
    const person = { ...context.show, serviceLog: (one: ServiceLog) => void shown.push(one) };
    await showLog({ ...context, app, clock, logOf: (_host, owner) => hostPorts.logOf(owner), show: person });
    const lines: string[] = [];
    closing.push(
      (
        (one) => () =>
          one?.unsubscribe()
      )(shown[0]?.follow().subscribe((line) => lines.push(line))),
    );
    expect(lines).toEqual(START);
    log.isDenied = true;
    ollama.die();
    log.end();
    await clock.pass(5_000);
    expect(lines).toHaveLength(2);
    await start();
    await clock.pass(3_000);
    expect(lines.at(-1)).toContain("permission");
    log.isDenied = false;
    ollama.die();
    await clock.pass(5_000);
    await start();
    await clock.pass(1_000);
    expect(lines.slice(-2)).toEqual(START);
    expect(hostOf(state())).toBe(host);
  });
});

describe("a description", () => {
  const description = describeLines(START);
  const described = { type: "service.described", host, description } as const;

  it("is refused while the service does not run, and recorded only if it is new", () => {
    const command = { type: "service.describe", host, description } as const;
    expect(given(pointed).when(command)).toMatchObject({
      accepted: false,
      refusal: { reason: "not-running" },
    });
    expect(given(pointed, running).when(command)).toEqual({ accepted: true, events: [described] });
    expect(given(pointed, running, described).when(command)).toEqual({ accepted: true, events: [] });
  });

  it("is of one run", () => {
    const of = (...events: readonly AppEvent[]) => {
      const { state } = given(...events);
      return describedRun(hostFacts(state).service, hostReadings(state).described);
    };
    expect(of(pointed, running, described)).toEqual(description);
    expect(of(pointed, running, described, { type: "service.stopped", host })).toBeUndefined();
    expect(of(pointed, running, described, { type: "service.stopped", host }, running)).toBeUndefined();
    expect(of(pointed, running, described, running)).toEqual(description);
  });
});
