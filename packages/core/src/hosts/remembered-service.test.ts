import { NEVER, Subject, switchMap, take } from "rxjs";
import { describe, expect, it, vi } from "vitest";
import type { App } from "../app/open-app.ts";
import { hostFacts } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host } from "../testing/events.ts";
import { FakeWindows, fakePorts, modelName, openSession, settled, type FakePorts } from "../testing/index.ts";

const ourProcess = { pid: 4001, startedAt: "now", executable: "/usr/local/bin/ollama" };

function open(ports: FakePorts) {
  const app = openSession(ports);
  const kinds: string[] = [];
  app.state$.subscribe((state) => {
    const { kind } = hostFacts(state).service.situation;
    if (kinds.at(-1) !== kind) kinds.push(kind);
  });
  return { app, kinds };
}

/** The ports of the next window, after one in which Ollama ran. */
async function afterAWindow(
  use: (app: App, ports: FakePorts) => Promise<unknown> = async () => {},
): Promise<FakePorts> {
  const windows = new FakeWindows();
  const before = fakePorts({ windows });
  const { ollama, clock } = before;
  before.owner.own = ourProcess;
  ollama.appear();
  const { app } = open(before);
  await clock.pass(1_000);
  expect(hostFacts(app.state()).service).toMatchObject({
    situation: { kind: "running" },
    owner: { kind: "paddock" },
  });
  await use(app, before);
  app.close();
  await settled();
  const ports = fakePorts({ windows, ollama, clock });
  ports.owner.own = ourProcess;
  return ports;
}

describe("after a reload of the window", () => {
  it("the last situation is shown until the first look, which confirms it", async () => {
    const ports = await afterAWindow();
    const { app, kinds } = open(ports);
    await settled();
    await ports.clock.pass(5_000);
    expect(kinds).toEqual(["running"]);
    expect(hostFacts(app.state()).service).not.toHaveProperty("isRemembered");
  });

  it("the first look corrects it", async () => {
    const ports = await afterAWindow();
    ports.ollama.die();
    const { kinds } = open(ports);
    await ports.clock.pass(5_000);
    expect(kinds).toEqual(["running", "stopped"]);
  });

  it("it is forgotten if the first look takes long", async () => {
    const ports = await afterAWindow();
    ports.ollama.hold = () => NEVER;
    const { kinds } = open(ports);
    await ports.clock.pass(1_400);
    expect(kinds).toEqual(["running"]);
    await ports.clock.pass(200);
    expect(kinds).toEqual(["running", "unknown"]);
  });

  it("a start that was under way is not shown as its end", async () => {
    const ports = await afterAWindow((app) => app.dispatch({ type: "service.restart", host }));
    ports.ollama.hold = () => NEVER;
    const { kinds } = open(ports);
    await ports.clock.pass(100);
    expect(kinds.at(-1)).toBe("unknown");
  });
});

describe("while the situation is only remembered", () => {
  it("no download is opened", async () => {
    const id = parseDownloadId("d1")!;
    const ports = await afterAWindow((app) =>
      app.dispatch({ type: "download.request", host, id, model: modelName("pony") }),
    );
    const { ollama, clock } = ports;
    ollama.hold = () => NEVER;
    ollama.pulls.length = 0;
    const { app } = open(ports);
    await clock.pass(1_400);
    expect(hostFacts(app.state()).service.situation.kind).toBe("running");
    expect(ollama.pulls).toEqual([]);
  });

  it("a stop of our service is carried out, once it is recognised", async () => {
    const ports = await afterAWindow();
    const { ollama, clock } = ports;
    const [opened$, hold] = [new Subject<void>(), ollama.hold.bind(ollama)];
    ollama.hold = () => opened$.pipe(take(1), switchMap(hold));
    const { app, kinds } = open(ports);
    await clock.pass(500);
    expect((await app.dispatch({ type: "service.stop", host })).accepted).toBe(true);
    opened$.next();
    ollama.hold = hold;
    await clock.pass(2_000);
    expect(kinds).toEqual(["running", "stopping", "stopped"]);
    expect(ports.owner.stopped).toEqual([ourProcess]);
  });

  it("a stop of what was remembered stops nothing else, and says so", async () => {
    const ports = await afterAWindow();
    const { ollama, clock, owner } = ports;
    owner.own = undefined;
    owner.otherOwner = { kind: "terminal", process: { pid: 812, startedAt: "then", executable: "/bin/x" } };
    const [opened$, hold] = [new Subject<void>(), ollama.hold.bind(ollama)];
    ollama.hold = () => opened$.pipe(take(1), switchMap(hold));
    const stop = vi.spyOn(owner, "stop");
    const { app, kinds } = open(ports);
    await clock.pass(500);
    expect((await app.dispatch({ type: "service.stop", host })).accepted).toBe(true);
    opened$.next();
    ollama.hold = hold;
    await clock.pass(2_000);
    expect(kinds).toEqual(["running", "stopping", "failed", "running"]);
    expect(stop).not.toHaveBeenCalled();
    expect(hostFacts(app.state()).service.owner.kind).toBe("terminal");
  });
});

it("a stop that the last window left unfinished is repeated once it is known who runs Ollama", async () => {
  const terminal = { kind: "terminal", process: { ...ourProcess, pid: 812 } } as const;
  const windows = new FakeWindows();
  const before = fakePorts({ windows });
  const { ollama, clock } = before;
  before.owner.otherOwner = terminal;
  before.owner.stop = () => new Promise(() => {});
  ollama.appear();
  const earlier = open(before);
  await clock.pass(1_000);
  expect((await earlier.app.dispatch({ type: "service.stop", host })).accepted).toBe(true);
  earlier.app.close();
  await settled();
  const ports = fakePorts({ windows, ollama, clock });
  const detected = Promise.withResolvers<typeof terminal>();
  ports.owner.detect = () => detected.promise;
  ports.owner.onStop = () => ollama.die();
  const { kinds } = open(ports);
  await clock.pass(3_000);
  expect(kinds.at(-1)).toBe("running");
  detected.resolve(terminal);
  await clock.pass(5_000);
  expect(kinds.at(-1)).toBe("stopped");
});

it("a target that is set again, as after a change of headers, changes nothing that is shown", async () => {
  const ports = await afterAWindow();
  const { kinds } = open(ports);
  await ports.clock.pass(2_000);
  ports.target$.next({ ...ports.target$.value });
  await ports.clock.pass(2_000);
  expect(kinds).toEqual(["running"]);
});
