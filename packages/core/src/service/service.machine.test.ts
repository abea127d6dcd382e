import { host } from "../testing/events.ts";
import { hostFacts } from "../app/state.ts";
import { describe, expect, it } from "vitest";
import { fakePorts, openSession, openWithFakes } from "../testing/index.ts";
import { START_PATIENCE_MS } from "./service-setup.machine.ts";

async function open(options?: { readonly isRemote?: boolean }) {
  const opened = await openWithFakes(options);
  await opened.clock.pass(50);
  const { app, ollama, clock } = opened;
  const kind = () => hostFacts(opened.state()).service.situation.kind;
  const start = async () => {
    await app.dispatch({ type: "service.start", host });
    ollama.appear();
    await clock.pass(500);
  };
  return { ...opened, kind, start, service: () => hostFacts(opened.state()).service };
}

describe("starting", () => {
  it("fails with the reason and the last lines of the log when Ollama ends at once", async () => {
    const { app, owner, clock, service } = await open();
    owner.logLines = ["Error: listen tcp 127.0.0.1:11434: bind: address already in use"];
    await app.dispatch({ type: "service.start", host });
    owner.exit({ code: 1 });
    await clock.pass(100);
    expect(service().situation).toEqual({
      kind: "failed",
      failure: { kind: "exited", exit: { code: 1 } },
      logLines: owner.logLines,
    });
  });

  it("fails in the same way when Ollama ends before its process is known", async () => {
    const { app, owner, clock, service } = await open();
    const { promise, resolve } = Promise.withResolvers<void>();
    owner.spawning = promise;
    owner.logLines = ["Error: mkdir /usr/share/ollama: read-only file system"];
    await app.dispatch({ type: "service.start", host });
    owner.exit({ code: 1 });
    resolve();
    await clock.pass(100);
    expect(service().situation).toEqual({
      kind: "failed",
      failure: { kind: "exited", exit: { code: 1 } },
      logLines: owner.logLines,
    });
  });

  it("shows when the port is open and HTTP is not answered yet", async () => {
    const { app, ollama, clock, service } = await open();
    ollama.failure = "hang";
    await app.dispatch({ type: "service.start", host });
    expect(service().situation).toEqual({ kind: "starting", portOpen: false });
    ollama.appear();
    await clock.pass(1_000);
    expect(service().situation).toEqual({ kind: "starting", portOpen: true });
    ollama.release();
    await clock.pass(100);
    expect(service().situation).toMatchObject({ kind: "running" });
  });

  it("gives up after a minute, and leaves no process behind", async () => {
    const { app, owner, clock, service } = await open();
    await app.dispatch({ type: "service.start", host });
    await clock.pass(START_PATIENCE_MS - 100);
    expect(service().situation.kind).toBe("starting");
    await clock.pass(200);
    expect(service().situation).toMatchObject({ kind: "failed", failure: { kind: "start-timed-out" } });
    expect(owner.stopped).toHaveLength(1);
  });

  it("waits for the act of starting itself, such as a question of the system, and only then for a minute", async () => {
    const { app, owner, clock, kind } = await open();
    const { promise, resolve } = Promise.withResolvers<void>();
    owner.spawning = promise;
    await app.dispatch({ type: "service.start", host });
    await clock.pass(3 * START_PATIENCE_MS);
    expect(kind()).toBe("starting");
    resolve();
    await clock.pass(START_PATIENCE_MS - 100);
    expect(kind()).toBe("starting");
    await clock.pass(200);
    expect(kind()).toBe("failed");
    expect(owner.stopped).toHaveLength(1);
  });

  it("can be stopped before it is done", async () => {
    const { app, owner, clock, kind } = await open();
    await app.dispatch({ type: "service.start", host });
    await clock.pass(100);
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(100);
    expect(kind()).toBe("stopped");
    expect(owner.stopped).toHaveLength(1);
  });

  it("can be stopped before the process is known: it is ended as soon as it is known", async () => {
    const { app, ollama, owner, clock, kind } = await open();
    const { promise, resolve } = Promise.withResolvers<void>();
    owner.spawning = promise;
    await app.dispatch({ type: "service.start", host });
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(1_000);
    expect(kind()).toBe("stopping");
    ollama.appear();
    resolve();
    await clock.pass(1_000);
    expect(kind()).toBe("stopped");
    expect(owner.stopped).toHaveLength(1);
  });

  it("starts no process where Ollama turns out to be running already", async () => {
    const ports = fakePorts();
    ports.ollama.appear();
    const { dispatch, state } = openSession(ports);
    expect((await dispatch({ type: "service.start", host })).accepted).toBe(true);
    await ports.clock.pass(6_000);
    expect(hostFacts(state()).service).toMatchObject({
      owner: { kind: "another-program" },
      situation: { kind: "running" },
    });
    expect(ports.owner.own).toBeUndefined();
  });

  it("refuses a restart before it is done", async () => {
    const { app } = await open();
    await app.dispatch({ type: "service.start", host });
    expect(await app.dispatch({ type: "service.restart", host })).toMatchObject({
      refusal: { reason: "already-starting" },
    });
  });

  it("leaves the service to another program that took the port first", async () => {
    const { app, ollama, owner, clock, service } = await open();
    await app.dispatch({ type: "service.start", host });
    owner.exitQuietly({ code: 1 });
    ollama.appear();
    await clock.pass(1_000);
    expect(service()).toMatchObject({ owner: { kind: "another-program" }, situation: { kind: "running" } });
  });
});

describe("a running service", () => {
  it("is ours with its process", async () => {
    const { start, service, owner } = await open();
    await start();
    expect(service()).toMatchObject({
      owner: { kind: "paddock", process: owner.own },
      situation: { kind: "running" },
    });
  });

  it("is ours again after a reload", async () => {
    const { ollama, owner, clock, service } = await open();
    owner.own = { pid: 7, startedAt: "before", executable: "/usr/bin/ollama" };
    ollama.appear();
    await clock.pass(6_000);
    expect(service()).toMatchObject({ owner: { kind: "paddock", process: { pid: 7 } } });
  });

  it("that dies is shown as stopped at once, and creates a notice with the last log output if it was ours", async () => {
    const { start, owner, clock, service, state } = await open();
    await start();
    owner.logLines = ["panic: runtime error"];
    owner.exit({ signal: "SIGKILL" });
    expect(service().situation.kind).toBe("stopped");
    await clock.pass(100);
    const death = { exit: { signal: "SIGKILL" }, logLines: ["panic: runtime error"] };
    expect(service().situation).toEqual({ kind: "stopped", death });
    expect(state().facts.notices).toMatchObject([{ about: { kind: "service-died", death } }]);
  });

  it("creates one notice for each death, in place of one that was not shown", async () => {
    const { ollama, clock, state } = await open();
    const numbers = new Set<number>();
    for (let times = 1; times <= 3; times++) {
      ollama.appear();
      await clock.pass(6_000);
      ollama.die();
      await clock.pass(60_000);
      expect(state().facts.notices).toHaveLength(1);
      for (const { number } of state().facts.notices) numbers.add(number);
      expect(numbers.size).toBe(times);
    }
  });

  it("restarts as a new process", async () => {
    const { app, ollama, start, clock, owner, service } = await open();
    await start();
    const first = owner.own?.pid;
    await app.dispatch({ type: "service.restart", host });
    expect(service().situation.kind).toBe("stopping");
    await clock.pass(100);
    expect(service().situation.kind).toBe("stopping");
    ollama.appear();
    await clock.pass(500);
    expect(service()).toMatchObject({ owner: { kind: "paddock" }, situation: { kind: "running" } });
    expect(owner.own?.pid).not.toBe(first);
  });

  it("belongs to another program if the port still answers after we stopped our process", async () => {
    const { app, start, ollama, owner, clock, service } = await open();
    await start();
    owner.onStop = () => ollama.appear();
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(5_000);
    expect(service()).toMatchObject({ owner: { kind: "another-program" }, situation: { kind: "running" } });
  });

  it("that cannot be stopped creates a notice, keeps running, and can be stopped later", async () => {
    const { app, start, owner, clock, kind, service, state } = await open();
    await start();
    owner.stopFailure = { kind: "stop-timed-out", afterMs: 13_000 };
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(100);
    expect(state().facts.notices).toMatchObject([{ about: { failure: { kind: "stop-timed-out" } } }]);
    expect(service()).toMatchObject({ owner: { kind: "paddock" }, situation: { kind: "running" } });
    owner.stopFailure = undefined;
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(100);
    expect(kind()).toBe("stopped");
  });

  it("belongs to another program if the port still answers after our process ended by itself", async () => {
    const { start, ollama, owner, clock, service } = await open();
    await start();
    owner.exitQuietly({ code: 1 });
    await clock.pass(5_000);
    expect(ollama.isListening).toBe(true);
    expect(service()).toMatchObject({ owner: { kind: "another-program" }, situation: { kind: "running" } });
  });

  it("can still be stopped while it hangs", async () => {
    const { app, start, ollama, clock, looking$, kind } = await open();
    await start();
    ollama.failure = { kind: "timed-out", afterMs: 10_000 };
    looking$.next(true);
    await clock.pass(31_000);
    expect(kind()).toBe("not-answering");
    ollama.dropConnections();
    await clock.pass(1_000);
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(3_000);
    expect(kind()).toBe("stopped");
  });

  it("can still be stopped while it refuses our requests", async () => {
    const { app, ollama, clock, service, kind } = await open();
    ollama.failure = { kind: "forbidden", status: 403 };
    await app.dispatch({ type: "service.start", host });
    ollama.appear();
    await clock.pass(500);
    expect(service()).toMatchObject({ owner: { kind: "paddock" }, situation: { kind: "refused" } });
    await app.dispatch({ type: "service.stop", host });
    await clock.pass(100);
    expect(kind()).toBe("stopped");
  });
});

describe("where no service is running", () => {
  it("a remote service is watched, not controlled", async () => {
    const { app, ollama, clock, service } = await open({ isRemote: true });
    expect(service()).toMatchObject({ owner: { kind: "elsewhere" }, situation: { kind: "stopped" } });
    ollama.appear();
    await clock.pass(6_000);
    expect(service()).toMatchObject({ owner: { kind: "elsewhere" }, situation: { kind: "running" } });
    expect(await app.dispatch({ type: "service.stop", host })).toMatchObject({
      refusal: { reason: "remote" },
    });
  });
});

describe("another host", () => {
  it("starts in an unknown situation, and ends the session of the last one", async () => {
    const { target$, start, ollama, kind, clock } = await open();
    await start();
    const { value } = target$;
    if (value.kind !== "host") throw new Error("fakes begin with a host");
    target$.next({ ...value, endpoint: { ...value.endpoint, port: 9999 } });
    expect(kind()).toBe("unknown");
    await clock.pass(100);
    expect(kind()).toBe("running");
    target$.next({ kind: "misconfigured", setting: "paddock.host", text: "x y", problem: "bad-host" });
    expect(kind()).toBe("misconfigured");
    expect(ollama.held).toBe(0);
  });
});
