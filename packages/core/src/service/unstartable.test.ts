import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import type { Failure } from "../shared/failure.ts";
import { host } from "../testing/events.ts";
import { fakePorts, openSession, openWithFakes } from "../testing/index.ts";

async function open() {
  const opened = await openWithFakes();
  await opened.clock.pass(50);
  return { ...opened, service: () => hostFacts(opened.state()).service };
}

describe("starting what cannot be started", () => {
  it("leaves Ollama not installed where there is nothing to start, and goes on looking for it", async () => {
    const { app, owner, looking$, clock, service } = await open();
    owner.isThere = false;
    await app.dispatch({ type: "service.start", host });
    await clock.pass(100);
    expect(service().situation).toEqual({ kind: "not-installed" });
    expect(service().requested).toBeUndefined();
    owner.isThere = true;
    looking$.next(true);
    await clock.pass(5_000);
    expect(service().situation.kind).toBe("stopped");
  });

  it("names the setting's program where that is not there, until the setting is corrected", async () => {
    const { app, owner, clock, service } = await open();
    owner.isThere = false;
    owner.missing = { kind: "no-executable", path: "/nowhere/ollama" };
    await app.dispatch({ type: "service.start", host });
    await clock.pass(100);
    expect(service().situation).toEqual({ kind: "not-installed", path: "/nowhere/ollama" });
    owner.missing = { kind: "no-executable", path: "/elsewhere/ollama" };
    owner.changed$.next();
    await clock.pass(25);
    expect(service().situation).toEqual({ kind: "not-installed", path: "/elsewhere/ollama" });
    owner.isThere = true;
    owner.changed$.next();
    await clock.pass(25);
    expect(service().situation).toEqual({ kind: "stopped" });
  });

  it.each<Failure>([
    { kind: "spawn-failed", path: "/usr/bin/true", detail: "EACCES" },
    { kind: "exited", exit: { code: 2 } },
  ])("has failed with $kind until the setting names another program", async (startFailure) => {
    const { app, owner, clock, service, state } = await open();
    owner.startFailure = startFailure;
    owner.path = "/usr/bin/true";
    await app.dispatch({ type: "service.start", host });
    await clock.pass(100);
    const failed = { kind: "failed", failure: startFailure, logLines: [] };
    expect(service().situation).toEqual(failed);
    expect(state().facts.notices).toHaveLength(1);
    owner.changed$.next(); // another setting
    await clock.pass(25);
    expect(service().situation).toEqual(failed);
    owner.path = "/usr/bin/ollama";
    owner.changed$.next();
    await clock.pass(25);
    expect(service().situation).toEqual({ kind: "stopped" });
  });

  it("has failed for a wrong variable until the settings are corrected", async () => {
    const { app, owner, clock, service } = await open();
    const obstacle = (value: string) => ({ kind: "not-whole", name: "OLLAMA_NUM_PARALLEL", value }) as const;
    owner.obstacles = [obstacle("-1")];
    await app.dispatch({ type: "service.start", host });
    await clock.pass(100);
    expect(service().situation).toMatchObject({ kind: "failed", failure: { kind: "bad-environment" } });
    owner.obstacles = [obstacle("-2")];
    owner.changed$.next();
    await clock.pass(25);
    expect(service().situation.kind).toBe("failed");
    owner.obstacles = [];
    owner.changed$.next();
    await clock.pass(25);
    expect(service().situation).toEqual({ kind: "stopped" });
  });

  it("says where Ollama listens if that is not where it was told, soon and not after a minute", async () => {
    const { app, owner, clock, service } = await open();
    owner.listensAt = "127.0.0.1:11999";
    owner.logLines = ['msg="Listening on 127.0.0.1:11999 (version 0.33.0)"'];
    await app.dispatch({ type: "service.start", host });
    await clock.pass(3_000);
    expect(service().situation).toEqual({
      kind: "failed",
      failure: { kind: "listens-elsewhere", address: "127.0.0.1:11999" },
      logLines: owner.logLines,
    });
    expect(owner.stopped).toHaveLength(1);
  });
});

describe("where Ollama is not installed", () => {
  async function withoutOllama() {
    const ports = fakePorts();
    ports.owner.isThere = false;
    const { state, recorded$ } = openSession(ports);
    const emitted: string[] = [];
    recorded$.subscribe(({ event }) => event.type.startsWith("service.") && emitted.push(event.type));
    await ports.clock.pass(100);
    return { ...ports, emitted, kind: () => hostFacts(state()).service.situation.kind };
  }

  it("emits once that Ollama is not installed, and checks again every 5 s while a window is looked at", async () => {
    const { owner, clock, looking$, emitted, kind } = await withoutOllama();
    looking$.next(true);
    await clock.pass(60_000);
    expect(emitted).toEqual(["service.pointed", "service.not-installed"]);
    owner.isThere = true;
    await clock.pass(5_000);
    expect(kind()).toBe("stopped");
  });

  it("checks again at once when a window gets looked at, or the executable setting changes", async () => {
    for (const what of ["looking", "setting"]) {
      const { owner, clock, looking$, kind } = await withoutOllama();
      owner.isThere = true;
      await clock.pass(60_000);
      expect(kind()).toBe("not-installed");
      if (what === "looking") looking$.next(true);
      else owner.changed$.next();
      await clock.pass(25);
      expect(kind(), what).toBe("stopped");
    }
  });
});
