import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import type { Exit } from "../shared/failure.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { noticeViews, serviceRows } from "../ui/index.ts";
import { mayStartByItself } from "./auto-start.ts";
import { isCrashLooping } from "./crash-loop.ts";

const PANIC = "panic: runtime error: invalid memory address or nil pointer dereference";

async function openBench() {
  const opened = await openActionBench();
  const { ask, ollama, owner, clock, state } = opened;
  owner.logLines = [PANIC, "goroutine 1 [running]:"];
  await clock.pass(100);

  /** Starts Ollama, which answers and then ends; takes about a second and a half. */
  async function startAndDie(exit: Exit): Promise<void> {
    await ask({ type: "service.start" });
    ollama.appear();
    await clock.pass(500);
    owner.exit(exit);
    await clock.pass(100);
  }
  async function dieThrice(exit: Exit): Promise<void> {
    await startAndDie(exit);
    await startAndDie(exit);
    await startAndDie(exit);
  }
  const service = () => hostFacts(state()).service;
  const words = (): string =>
    serviceRows(state(), 0)
      .map(({ label, detail }) => `${label} ${detail}`)
      .join("\n");
  return { ...opened, startAndDie, dieThrice, service, words };
}

describe("a service of ours that keeps dying", () => {
  it("is not started again by Paddock itself after three deaths in a minute", async () => {
    const { startAndDie, service, words, state } = await openBench();
    for (const times of [1, 2]) {
      await startAndDie({ code: 2 });
      expect([times, isCrashLooping(service()), mayStartByItself(service())]).toEqual([times, false, true]);
    }
    await startAndDie({ code: 2 });
    expect([isCrashLooping(service()), mayStartByItself(service())]).toEqual([true, false]);
    expect(words()).toContain("three times within a minute");
    expect(words()).toContain(PANIC);
    expect(noticeViews(state()).at(-1)?.text).toContain("three times within a minute");
  });

  it("may be started again by a person, which shows whether it is mended", async () => {
    const { dieThrice, service, ask, ollama, clock, words } = await openBench();
    await dieThrice({ signal: "SIGKILL" });
    expect(isCrashLooping(service())).toBe(true);
    await ask({ type: "service.start" });
    ollama.appear();
    await clock.pass(500);
    expect(service().situation.kind).toBe("running");
    expect(words()).not.toContain("three times within a minute");
  });

  it("counts a death while it starts", async () => {
    const { owner, ask, clock, service } = await openBench();
    owner.endsAtOnce = { code: 1 };
    for (let times = 0; times < 3; times++) {
      await ask({ type: "service.start" });
      await clock.pass(500);
    }
    expect(service().situation.kind).toBe("failed");
    expect(isCrashLooping(service())).toBe(true);
  });

  it("does not count deaths that are further apart, nor an orderly end by others", async () => {
    const { startAndDie, dieThrice, service, clock } = await openBench();
    for (let times = 0; times < 3; times++) {
      await startAndDie({ code: 2 });
      await clock.pass(31_000);
    }
    expect(isCrashLooping(service())).toBe(false);
    await dieThrice({ signal: "SIGTERM" });
    expect(isCrashLooping(service())).toBe(false);
  });
});
