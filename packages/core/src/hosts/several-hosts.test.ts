import { BehaviorSubject } from "rxjs";
import { describe, expect, it } from "vitest";
import { hostFacts, hostOf } from "../app/state.ts";
import {
  fakeModel,
  FakeOllama,
  fakePorts,
  FakeWindows,
  openSession,
  settled,
  type FakePorts,
} from "../testing/index.ts";
import type { FakeOptions } from "../testing/fake-ports.ts";
import { noticeViews, statusBarView } from "../ui/index.ts";
import { DEFAULT_ENDPOINT } from "./endpoint.ts";
import { idOf, type NamedTarget } from "./host.port.ts";
import { hostRows } from "./host-rows.view.ts";
import type { HostId } from "./host.ts";

type Host = { readonly ollama: FakeOllama; readonly named: NamedTarget; readonly id: HostId };

/** An Ollama on its own port; the first one has no name. */
function hostAt({ target$ }: FakePorts, index: number, ollama = new FakeOllama()): Host {
  const { value } = target$;
  if (value.kind !== "host") throw new Error("fakes begin with a host");
  const target = {
    ...value,
    endpoint: { ...DEFAULT_ENDPOINT, port: 11434 + index },
    isRemote: index > 0,
    hostPorts: { ...value.hostPorts, api: ollama, probe: ollama },
  };
  return { ollama, id: idOf(target), named: { target, ...(index > 0 && { name: `box ${index}` }) } };
}

async function openWith(count: number, options: FakeOptions = {}) {
  const ports = fakePorts(options);
  const hosts = Array.from({ length: count }, (_, index) => hostAt(ports, index));
  const targets$ = new BehaviorSubject<readonly NamedTarget[]>(hosts.map(({ named }) => named));
  const app = openSession({ ...ports, targets$ });
  await settled();
  const kindAt = ({ id }: Host) => hostFacts(app.state(), id).service.situation.kind;
  return { ...ports, app, hosts, targets$, kindAt, state: app.state };
}

/** With every host running. */
async function openRunning(count: number) {
  const opened = await openWith(count);
  for (const { ollama } of opened.hosts) {
    ollama.models = [fakeModel("pony")];
    ollama.appear();
  }
  await opened.clock.pass(60_000);
  return opened;
}

/** The requests of a minute, all hosts together. */
async function requestsInAMinute({ hosts, clock }: Awaited<ReturnType<typeof openRunning>>): Promise<number> {
  const count = () => hosts.reduce((sum, { ollama }) => sum + ollama.requests.length, 0);
  const before = count();
  await clock.pass(60_000);
  return count() - before;
}

describe("several hosts", () => {
  it("are all watched, and commands to each of them are accepted", async () => {
    const { app, hosts, kindAt } = await openRunning(3);
    expect(hosts.map(kindAt)).toEqual(["running", "running", "running"]);
    for (const { id: host } of hosts)
      expect(await app.dispatch({ type: "models.refresh", host })).toMatchObject({ accepted: true });
  });

  it("cost no more requests while they are looked at than one does", async () => {
    const ten = await openRunning(10);
    const one = await openRunning(1);
    for (const { looking$ } of [ten, one]) looking$.next(true);
    for (const { clock } of [ten, one]) await clock.pass(60_000);
    expect(await requestsInAMinute(one)).toBeGreaterThan(0);
    expect(await requestsInAMinute(ten)).toBe(await requestsInAMinute(one));
    const [, ...unseen] = ten.hosts;
    for (const { ollama } of unseen) expect(ollama.requests).toEqual(["GET /api/version"]);
  });

  it("are asked when they are chosen, and no longer when another one is", async () => {
    const opened = await openRunning(2);
    const [first, second] = opened.hosts as [Host, Host];
    opened.looking$.next(true);
    await opened.clock.pass(1_000);
    opened.app.choose(second.id);
    await opened.clock.pass(0);
    expect(second.ollama.requests).toEqual(["GET /api/version", "GET /api/tags", "GET /api/ps"]);
    const before = first.ollama.requests.length;
    await opened.clock.pass(60_000);
    expect(first.ollama.requests.length).toBe(before);
  });

  it("tell of their death at once, though no window shows them", async () => {
    const { hosts, kindAt, clock, looking$, state } = await openRunning(10);
    looking$.next(true);
    const [, dying] = hosts as [Host, Host];
    dying.ollama.die();
    await clock.pass(50);
    expect(kindAt(dying)).toBe("stopped");
    expect(hosts.filter((host) => kindAt(host) === "running")).toHaveLength(9);
    expect(noticeViews(state()).map(({ text }) => text)).toEqual(["box 1: Ollama has stopped."]);
  });

  it("are tried less and less often while they are away, at last once a minute", async () => {
    const { hosts, clock, looking$ } = await openWith(2);
    looking$.next(true);
    await clock.pass(600_000);
    const [shown, unseen] = (hosts as [Host, Host]).map(({ ollama }) => {
      const triedAtMs: number[] = [];
      ollama.onConnect = () => triedAtMs.push(clock.now());
      return triedAtMs;
    });
    await clock.pass(600_000);
    expect(shown?.length).toBe(600);
    expect(unseen?.length).toBe(10);
  });

  it("are seen to come back within a second while they are shown", async () => {
    const { hosts, clock, looking$, app, kindAt } = await openWith(2);
    const [, second] = hosts as [Host, Host];
    await clock.pass(600_000);
    looking$.next(true);
    app.choose(second.id);
    await clock.pass(60_000);
    second.ollama.appear();
    await clock.pass(1_300);
    expect(kindAt(second)).toBe("running");
  });
});

describe("the list of hosts", () => {
  it("may grow, shrink and change while the work at the others goes on", async () => {
    const opened = await openRunning(2);
    const { app, clock, targets$, hosts } = opened;
    const [first, second] = hosts as [Host, Host];
    const third = hostAt(opened, 2);
    const recorded: string[] = [];
    app.recorded$.subscribe(({ event }) =>
      recorded.push("host" in event ? `${event.type} ${event.host}` : event.type),
    );
    targets$.next([first.named, second.named, third.named]);
    await clock.pass(1_000);
    expect(recorded).toEqual(["hosts.watched", `service.pointed ${third.id}`, `service.stopped ${third.id}`]);

    recorded.length = 0;
    targets$.next([first.named, { ...second.named, name: "renamed" }]);
    await clock.pass(1_000);
    expect(recorded).toEqual(["hosts.watched"]);
    expect(app.state().facts.watched).toEqual([{ host: first.id }, { host: second.id, name: "renamed" }]);
    expect(app.state().facts.hosts).not.toHaveProperty([third.id]);
    expect([first.ollama.held, second.ollama.held, third.ollama.held]).toEqual([1, 1, 0]);

    recorded.length = 0;
    targets$.next([{ target: { ...first.named.target } }, { ...second.named, name: "renamed" }]);
    await clock.pass(1_000);
    expect(recorded).toContain(`service.running ${first.id}`);
    expect(recorded.filter((one) => !one.endsWith(first.id))).toEqual([]);
  });

  it("is told as before while it has one: an older version can go on", async () => {
    const { app } = await openRunning(1);
    const types = app.history.factsAfter(0, 100).map(({ event }) => event.type);
    expect(types).not.toContain("hosts.watched");
  });

  it("has a host with a bad address without harm to the others", async () => {
    const { app, clock, targets$, hosts, kindAt, state } = await openRunning(2);
    const [first, second] = hosts as [Host, Host];
    const bad = { setting: "paddock.hosts", name: "bad", text: "ftp://x", problem: "bad-scheme" } as const;
    targets$.next([first.named, { name: "bad", target: { kind: "misconfigured", ...bad } }, second.named]);
    await clock.pass(1_000);
    expect([first, second].map(kindAt)).toEqual(["running", "running"]);
    expect(hostRows(state(), clock.now()).map(({ name, detail }) => [name, detail])).toEqual([
      ["This machine", "Running"],
      ["bad", "Invalid host"],
      ["box 1", "Running"],
    ]);
    expect(await app.dispatch({ type: "models.refresh", host: first.id })).toMatchObject({ accepted: true });
  });

  it("takes no commands to a host that is gone, until it is back", async () => {
    const { app, clock, targets$, hosts } = await openRunning(2);
    const [first, second] = hosts as [Host, Host];
    targets$.next([first.named]);
    await clock.pass(1_000);
    expect(await app.dispatch({ type: "models.refresh", host: second.id })).toMatchObject({
      refusal: { reason: "not-watched" },
    });
    targets$.next([first.named, second.named]);
    await clock.pass(1_000);
    expect(await app.dispatch({ type: "models.refresh", host: second.id })).toMatchObject({ accepted: true });
  });
});

describe("the chosen host", () => {
  it("is the first one until another is chosen, and again when that is gone", async () => {
    const { app, clock, hosts, targets$ } = await openRunning(2);
    const [first, second] = hosts as [Host, Host];
    expect(hostOf(app.state())).toBe(first.id);
    expect(statusBarView(app.state(), clock.now()).text).toBe("Ollama: Running :11434");
    app.choose(second.id);
    expect(hostOf(app.state())).toBe(second.id);
    expect(statusBarView(app.state(), clock.now()).text).toBe("box 1: Running");
    targets$.next([first.named]);
    await clock.pass(0);
    expect(hostOf(app.state())).toBe(first.id);
  });

  it("is each window's own: the leader asks each host that a window shows", async () => {
    const windows = new FakeWindows();
    const { app, hosts, targets$, clock, looking$ } = await openWith(3, { windows });
    for (const { ollama } of hosts) ollama.appear();
    await clock.pass(60_000);
    const ports = fakePorts({ windows, clock });
    const other = openSession({ ...ports, targets$ });
    const [first, second, third] = hosts as [Host, Host, Host];
    other.choose(third.id);
    looking$.next(true);
    ports.looking$.next(true);
    await clock.pass(60_000);
    expect([hostOf(app.state()), hostOf(other.state())]).toEqual([first.id, third.id]);
    const asked = [first, second, third].map(({ ollama }) => ollama.requests.length > 1);
    expect(asked).toEqual([true, false, true]);
  });
});
