import { describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import type { MissingProgram } from "../shared/failure.ts";
import { NEVER } from "rxjs";
import { hostFacts } from "../app/state.ts";
import { openActionBench, openRunning } from "../testing/action-bench.ts";
import { FakeOllama } from "../testing/fake-ollama.ts";
import { perform } from "../ui/perform.action.ts";

describe("starting the service", () => {
  it("is done once Ollama answers, and not before", async () => {
    const { ask, ollama, clock } = await openActionBench();
    await clock.pass(100);
    const start = await ask({ type: "service.start" });
    expect(start.ended()).toBeUndefined();
    ollama.appear();
    await clock.pass(500);
    expect(start.ended()).toEqual({ kind: "done" });
  });

  it("fails with the exit of the process", async () => {
    const { ask, owner, clock } = await openActionBench();
    await clock.pass(100);
    const start = await ask({ type: "service.start" });
    owner.exitQuietly({ code: 7 });
    await clock.pass(100);
    expect(start.ended()).toEqual({ kind: "failed", failure: { kind: "exited", exit: { code: 7 } } });
  });

  it.each<MissingProgram>([{ kind: "not-installed" }, { kind: "no-executable", path: "/nowhere/ollama" }])(
    "fails where there is nothing to start, and tells the person so: $kind",
    async (missing) => {
      const { ask, owner, clock, person } = await openActionBench();
      await clock.pass(100);
      owner.isThere = false;
      owner.missing = missing;
      const start = await ask({ type: "service.start" });
      await clock.pass(5_000);
      expect(start.ended()).toEqual({ kind: "failed", failure: missing });
      expect(person.shown).toEqual(["refused: no-program"]);
    },
  );

  it("is cancelled by a stop", async () => {
    const { ask, clock } = await openActionBench();
    await clock.pass(100);
    const start = await ask({ type: "service.start" });
    const stop = await ask({ type: "service.stop" });
    await clock.pass(1_000);
    expect([start.ended(), stop.ended()]).toEqual([{ kind: "cancelled" }, { kind: "done" }]);
  });

  it("has an unknown result when Paddock switches to another host", async () => {
    const { ask, clock, target$ } = await openActionBench();
    await clock.pass(100);
    const start = await ask({ type: "service.start" });
    const { value } = target$;
    if (value.kind === "host") target$.next({ ...value, endpoint: { ...DEFAULT_ENDPOINT, port: 1234 } });
    await clock.pass(100);
    expect(start.ended()).toEqual({ kind: "unknown" });
  });

  it("has an unknown result when the window is closed", async () => {
    const { ask, app, clock } = await openActionBench();
    await clock.pass(100);
    const start = await ask({ type: "service.start" });
    app.close();
    await clock.pass(100);
    expect(start.ended()).toEqual({ kind: "unknown" });
  });
});

describe("stopping the service", () => {
  async function openOurs() {
    const opened = await openActionBench();
    await opened.clock.pass(100);
    await opened.ask({ type: "service.start" });
    opened.ollama.appear();
    await opened.clock.pass(1_000);
    return opened;
  }

  it("is done once Ollama has exited", async () => {
    const { ask, owner, clock } = await openOurs();
    const stop = await ask({ type: "service.stop" });
    await clock.pass(1_000);
    expect(stop.ended()).toEqual({ kind: "done" });
    expect(owner.stopped).toHaveLength(1);
  });

  it("fails where Ollama does not exit", async () => {
    const { ask, owner, clock } = await openOurs();
    owner.stopFailure = { kind: "stop-timed-out", afterMs: 13_000 };
    const stop = await ask({ type: "service.stop" });
    await clock.pass(1_000);
    expect(stop.ended()).toEqual({ kind: "failed", failure: owner.stopFailure });
  });

  it("is refused where Ollama was started elsewhere", async () => {
    const { ask } = await openRunning();
    expect((await ask({ type: "service.stop" })).refusal).toEqual({ reason: "not-ours" });
  });

  it.each([
    ["stop", "ours", true, undefined],
    ["restart", "ours", true, undefined],
    ["stop", "started elsewhere", false, { reason: "not-ours" }],
    ["restart", "started elsewhere", false, { reason: "not-ours" }],
  ] as const)(
    "a %s is decided after the first look right after a window opens, where it is %s",
    async (what, _whose, isOurs, refusal) => {
      const ollama = new FakeOllama();
      ollama.appear();
      ollama.failure = "hang";
      const { ask, owner, clock, state } = await openActionBench({ ollama });
      if (isOurs) owner.own = { pid: 7, startedAt: "before", executable: "/usr/bin/ollama" };
      expect(hostFacts(state()).service.situation.kind).toBe("unknown");
      const asking = ask({ type: `service.${what}` });
      ollama.release();
      const stop = await asking;
      expect(stop.refusal).toEqual(refusal);
      await clock.pass(3_000);
      expect(owner.stopped).toHaveLength(isOurs ? 1 : 0);
    },
  );

  it("is refused with the truth where the first look takes too long", async () => {
    const { context, clock, target$ } = await openActionBench();
    const { value } = target$;
    if (value.kind !== "host") throw new Error("fakes begin with a host");
    const probe = { hold: () => NEVER };
    const endpoint = { ...DEFAULT_ENDPOINT, port: 1234 };
    target$.next({ ...value, endpoint, hostPorts: { ...value.hostPorts, probe } });
    const stopping = perform(context, { type: "service.stop" });
    await clock.pass(4_000);
    expect(await stopping).toEqual({ accepted: false, refusal: { reason: "still-looking" } });
  });

  it("does not complete a restart: that is done once Ollama answers again", async () => {
    const { ask, ollama, clock } = await openOurs();
    const restart = await ask({ type: "service.restart" });
    expect(restart.ended()).toBeUndefined();
    ollama.appear();
    await clock.pass(5_000);
    expect(restart.ended()).toEqual({ kind: "done" });
  });
});

describe("showing the log", () => {
  it("opens the service's log if Paddock started it, else Paddock's own log with a reason", async () => {
    const { ask, person, ollama, log, clock } = await openActionBench();
    await clock.pass(100);
    expect((await ask({ type: "service.show-log" })).refusal).toEqual({
      reason: "log-elsewhere",
      whose: "paddock",
    });
    expect(person.shown).toEqual(["own log"]);
    log.write("one");
    const shown = await ask({ type: "service.show-log" });
    expect(shown.ended()).toEqual({ kind: "done" });
    expect(person.shown).toEqual(["own log", "service log"]);
    ollama.appear();
    await clock.pass(5_000);
    expect((await ask({ type: "service.show-log" })).refusal).toMatchObject({ whose: "another-program" });
  });

  it("says at the end why the service has ended", async () => {
    const { ask, person, log, owner, clock } = await openActionBench();
    await clock.pass(100);
    owner.logLines = ["panic: no", "goroutine 1 [running]:"];
    log.write(...owner.logLines);
    await ask({ type: "service.start" });
    owner.exitQuietly({ code: 2 });
    await clock.pass(100);
    await ask({ type: "service.show-log" });
    expect(person.shown.at(-1)).toBe("service log: Ollama has ended. Its log says why: panic: no");
  });
});

describe("other actions of the service", () => {
  it("copy its address, and save its headers if the person enters any", async () => {
    const { ask, person } = await openRunning();
    await ask({ type: "service.copy-endpoint" });
    await ask({ type: "service.set-headers" });
    person.entersHeader = false;
    expect((await ask({ type: "service.set-headers" })).refusal).toEqual({ reason: "declined" });
    expect(person.shown).toEqual([
      "clipboard: http://localhost:11434/api/generate",
      "Copied http://localhost:11434/api/generate",
      "headers: http://localhost:11434",
      "The request headers for http://localhost:11434 were saved.",
      "headers: http://localhost:11434",
    ]);
  });

  it("are refused while the host setting is invalid", async () => {
    const { ask, target$, clock } = await openActionBench();
    target$.next({ kind: "misconfigured", setting: "paddock.host", text: "x y", problem: "bad-host" });
    await clock.pass(100);
    expect((await ask({ type: "service.copy-endpoint" })).refusal).toEqual({ reason: "no-address" });
    expect((await ask({ type: "service.set-headers" })).refusal).toEqual({ reason: "no-host-for-headers" });
    expect((await ask({ type: "service.start" })).refusal).toMatchObject({ reason: "bad-host" });
  });
});
