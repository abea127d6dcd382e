import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import {
  downloadBench as bench,
  failWith,
  idOf,
  layersOf,
  repeat,
  say,
  succeed,
} from "../testing/download-bench.ts";
import { fakeModel, modelName } from "../testing/fake-models.ts";
import { retryPlan } from "./retries.ts";
import { SETTLING_MS } from "./pull-scheduler.source.ts";

describe("the queue", () => {
  it("runs one pull at a time, in the order of the requests", () => {
    const at = bench();
    for (const name of ["pony", "foal", "stray"]) at.add(name);
    expect(at.open()).toEqual(["pony"]);
    expect(["pony", "foal", "stray"].map((name) => at.row(name)?.status)).toEqual([
      "contacting the registry",
      "queued, number 2",
      "queued, number 3",
    ]);
    succeed(at, "pony");
    expect(at.open()).toEqual(["foal"]);
  });

  it("runs more if the setting allows it, but never two that may share a layer", () => {
    const at = bench({ parallel: 3 });
    for (const name of ["pony", "shire", "foal", "stray"]) at.add(name);
    expect(at.open()).toEqual(["pony", "foal"]);
    succeed(at, "foal");
    expect(at.open()).toEqual(["pony"]);
    succeed(at, "pony");
    expect(at.open()).toEqual(["shire"]);
    succeed(at, "shire");
    expect(at.open()).toEqual(["stray"]);
  });

  it("waits until an aborted pull has ended in Ollama", () => {
    const at = bench();
    at.add("pony");
    at.add("foal");
    at.ask({ type: "download.pause", host, id: idOf("pony") });
    expect(at.open()).toEqual(["foal"]); // shares nothing with it
    at.ask({ type: "download.resume", host, id: idOf("pony") });
    at.ask({ type: "download.cancel", host, id: idOf("foal") });
    expect(at.open()).toEqual([]);
    at.clock.increment(SETTLING_MS);
    expect(at.open()).toEqual(["pony"]);
  });

  it("also waits for a pull that Paddock gave up", () => {
    const at = bench();
    at.add("pony");
    at.add("shire"); // shares a layer with it
    say(at, "pony", 0, 10);
    while (at.situation("pony")?.kind === "pulling") repeat(at, "pony", { doneBytes: 10, ms: 100 });
    expect(at.situation("pony")).toMatchObject({ kind: "waiting", failure: { kind: "stalled" } });
    at.clock.increment(SETTLING_MS - 200);
    expect(at.ollama.pulls).toHaveLength(1);
    at.clock.increment(100);
    expect(at.ollama.pulls).toHaveLength(2);
  });
});

describe("the next download", () => {
  const factsOf = (at: ReturnType<typeof bench>): string[] => {
    const facts: string[] = [];
    at.log.recorded$.subscribe(({ event }) => {
      if (event.type !== "download.progressed" && "id" in event) facts.push(`${event.type} ${event.id}`);
    });
    return facts;
  };

  it("begins after the end of the one before it is recorded", () => {
    const at = bench();
    at.add("pony");
    at.add("foal");
    at.add("stray");
    const facts = factsOf(at);
    succeed(at, "pony");
    failWith(at, "foal", { kind: "disk-full" });
    expect(facts).toEqual([
      "download.completed pony",
      "download.started foal",
      "download.failed foal",
      "download.started stray",
    ]);
  });

  it("does not overtake one that is queued again when another window takes over", () => {
    const at = bench();
    at.add("pony");
    at.add("foal");
    for (let done = 0; done <= 300; done += 20) say(at, "pony", 0, done);
    expect(at.row("pony")?.numbers).toMatch(/\/s · .* left$/);
    at.takeOver();
    expect(at.open()).toEqual([]);
    expect(at.row("pony")).toMatchObject({ status: "starting", numbers: "300 bytes of 1.0 kB", percent: 30 });
    expect(at.row("foal")?.status).toBe("queued, number 2");
    at.clock.increment(SETTLING_MS);
    expect(at.open()).toEqual(["pony"]);
    expect(at.row("pony")?.numbers).toBe("300 bytes of 1.0 kB");
  });

  it("is the first in the queue when Ollama is back, even if that one was retried", () => {
    const at = bench();
    at.add("pony");
    at.add("foal");
    failWith(at, "pony", { kind: "cut-off" });
    at.clock.increment(1_000);
    expect(at.open()).toEqual(["foal"]);
    at.log.record([{ type: "service.stop-requested", host }]);
    at.clock.increment(SETTLING_MS);
    at.down();
    at.up();
    expect(at.open()).toEqual(["pony"]);
  });
});

describe("a download", () => {
  it("begins with nothing after Ollama has deleted its damaged data", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    failWith(at, "pony", { kind: "digest-mismatch" });
    expect(at.row("pony")?.numbers).toBe("0 of 1.0 kB");
    at.down();
    at.ask({ type: "download.retry", host, id: idOf("pony") });
    expect(at.row("pony")?.numbers).toBe("1.0 kB");
    at.ask({ type: "download.cancel", host, id: idOf("pony") });
    expect(at.row("pony")?.offers).not.toContain("download.forget");
  });

  it("shows its status, from request to end", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    expect(at.row("pony")).toMatchObject({
      status: "downloading",
      percent: 45,
      numbers: "450 bytes of 1.0 kB",
    });
    at.pull("pony")!.lines$.next({ kind: "status", status: "verifying sha256 digest" });
    at.clock.increment(130);
    expect(at.row("pony")).toMatchObject({ status: "verifying", percent: 100 });
    succeed(at, "pony");
    expect(at.row("pony")).toMatchObject({ status: "downloaded", percent: 100, offers: ["download.clear"] });
  });

  it("is taken off the list when its model is deleted, but not before the model is listed", async () => {
    const at = bench();
    at.add("pony");
    succeed(at, "pony");
    const list = async (...names: readonly string[]) => {
      at.log.record([{ type: "models.listed", host, models: names.map((name) => fakeModel(name)) }]);
      await Promise.resolve();
    };
    await list("foal");
    await list("foal", "pony");
    expect(at.row("pony")?.status).toBe("downloaded");
    await list("foal");
    expect(at.row("pony")).toBeUndefined();
  });

  it("asks the registry once, or never if its layers are known from the preview", () => {
    const at = bench();
    at.add("pony");
    const layers = layersOf("foal").map(([digest, sizeBytes]) => ({ digest: `sha256:${digest}`, sizeBytes }));
    at.ask({ type: "download.request", host, id: idOf("foal"), model: modelName("foal"), layers });
    succeed(at, "pony");
    expect(at.open()).toEqual(["foal"]);
    expect(at.asked).toEqual(["pony:latest"]);
  });

  it("keeps its progress when it is paused, and continues from there", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    at.ask({ type: "download.pause", host, id: idOf("pony") });
    expect(at.ollama.pulls[0]?.isAborted).toBe(true);
    expect(at.row("pony")).toMatchObject({
      status: "paused",
      percent: 45,
      offers: ["download.resume", "download.cancel"],
    });
    at.clock.increment(SETTLING_MS);
    at.ask({ type: "download.resume", host, id: idOf("pony") });
    expect(at.row("pony")).toMatchObject({ percent: 45 });
    say(at, "pony", 0, 300);
    expect(at.row("pony")).toMatchObject({ percent: 45, status: "downloading 150 bytes of lost data again" });
  });

  it("stays paused when another window takes over, and continues if it was under way", () => {
    const at = bench();
    at.add("pony");
    at.add("foal");
    at.ask({ type: "download.pause", host, id: idOf("pony") });
    at.clock.increment(SETTLING_MS);
    at.takeOver();
    expect(at.open()).toEqual([]); // what the other one had open must be over in Ollama
    at.clock.increment(SETTLING_MS);
    expect(at.open()).toEqual(["foal"]);
    expect(at.row("pony")?.status).toBe("paused");
    at.ask({ type: "download.cancel", host, id: idOf("pony") });
    expect(at.row("pony")?.status).toBe("cancelled");
  });

  it("is retried with increasing delays if that can help, and finally fails", () => {
    const at = bench();
    at.add("pony");
    const waits: number[] = [];
    for (let tries = 0; at.situation("pony")?.kind !== "failed" && tries < 20; tries++) {
      failWith(at, "pony", { kind: "cut-off" });
      const situation = at.situation("pony");
      if (situation?.kind !== "waiting") break;
      waits.push(situation.untilMs - at.clock.now());
      if (tries === 1) expect(at.row("pony")?.status).toContain("trying again in 2 sec (attempt 2 of 6)");
      at.clock.increment(situation.untilMs - at.clock.now());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
    expect(at.situation("pony")).toEqual({ kind: "failed", failure: { kind: "cut-off" } });
  });

  it("is soon tried again after it was cancelled, for longer than Ollama may refuse that", () => {
    const waits = retryPlan({ kind: "still-cancelling" });
    expect(waits.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 1_000)); // as after a reload of the window
    expect(waits.reduce((sum, ms) => sum + ms)).toBeGreaterThan(40_000);
  });

  it("starts its retries over whenever it makes progress", () => {
    const at = bench();
    at.add("pony");
    for (let done = 1; done <= 20; done++) {
      say(at, "pony", 0, done * 10);
      failWith(at, "pony", { kind: "cut-off" });
      expect(at.situation("pony")).toMatchObject({ kind: "waiting", attempt: 1 });
      at.clock.increment(1_000);
    }
  });

  it("is not retried automatically if that cannot help, only on request", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    failWith(at, "pony", { kind: "disk-full" });
    expect(at.row("pony")).toMatchObject({
      tone: "wrong",
      offers: ["download.retry", "download.forget", "download.clear"],
    });
    at.clock.increment(600_000);
    expect(at.open()).toEqual([]);
    at.ask({ type: "download.retry", host, id: idOf("pony") });
    expect(at.open()).toEqual(["pony"]);
  });

  it("is aborted before its service stops, and continues when the service is back", async () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    at.log.record([{ type: "service.stop-requested", host }]);
    expect(at.ollama.pulls[0]?.isAborted).toBe(true);
    let isSettled = false;
    void at.settled().then(() => (isSettled = true));
    at.clock.increment(SETTLING_MS - 1);
    await Promise.resolve();
    expect(isSettled).toBe(false);
    at.clock.increment(1);
    await Promise.resolve();
    expect(isSettled).toBe(true);
    at.down();
    expect(at.row("pony")).toMatchObject({ status: "waiting for Ollama to start", percent: 45 });
    at.up();
    expect(at.open()).toEqual(["pony"]);
  });

  it("survives the end of Ollama, whatever ended it: it waits, and continues", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    at.ollama.die();
    expect(at.situation("pony")).toMatchObject({ kind: "waiting", failure: { kind: "cut-off" } });
    at.log.record([{ type: "service.stopped", host }]);
    at.clock.increment(60_000);
    expect(at.row("pony")?.status).toBe("waiting for Ollama to start");
    at.up();
    expect(at.open()).toEqual(["pony"]);
  });

  it("waits for Ollama, not for its next retry, if the end of Ollama interrupted it", () => {
    const at = bench();
    at.add("pony");
    failWith(at, "pony", { kind: "unreachable", cause: "reset" });
    expect(at.row("pony")?.status).toContain("trying again");
    at.down();
    expect(at.row("pony")?.status).toBe("waiting for Ollama to start");
  });

  it("continues while Ollama is only slow to answer", () => {
    const at = bench();
    at.add("pony");
    at.log.record([{ type: "service.not-answering", host, owner: { kind: "another-program" } }]);
    expect(at.open()).toEqual(["pony"]);
  });
});
