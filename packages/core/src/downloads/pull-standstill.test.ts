import { describe, expect, it } from "vitest";
import { downloadBench as bench, repeat, say, succeed } from "../testing/download-bench.ts";

describe("a download to which no bytes come", () => {
  it("shows that it stalls, and is aborted and retried after a while", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    repeat(at, "pony", { doneBytes: 450, ms: 20_000 });
    expect(at.row("pony")?.status).toMatch(/^stalled for (19|20) sec$/);
    repeat(at, "pony", { doneBytes: 450, ms: 41_000 });
    expect(at.row("pony")?.status).toBe("stalled for 1 min");
    repeat(at, "pony", { doneBytes: 450, ms: 59_000 });
    expect(at.ollama.pulls[0]?.isAborted).toBe(true);
    expect(at.situation("pony")).toMatchObject({ kind: "waiting", failure: { kind: "stalled" } });
  });

  it("does not show in a new attempt how an earlier one stalled", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    repeat(at, "pony", { doneBytes: 450, ms: 121_000 });
    at.clock.increment(2_000);
    expect(at.open()).toEqual(["pony"]);
    expect(at.row("pony")).toMatchObject({ status: "contacting the registry", percent: 45 });
  });

  it("still stalls while Ollama discards a part of it", () => {
    const at = bench();
    at.add("pony");
    say(at, "pony", 0, 450);
    repeat(at, "pony", { doneBytes: 450, ms: 30_000 });
    repeat(at, "pony", { doneBytes: 300, ms: 30_000 });
    expect(at.row("pony")?.status).toBe("stalled for 1 min");
    repeat(at, "pony", { doneBytes: 300, ms: 60_000 });
    expect(at.situation("pony")).toMatchObject({ kind: "waiting", failure: { kind: "stalled" } });
  });

  it("goes on while no lines arrive, and says so, because a proxy may hold them back", () => {
    const at = bench();
    at.add("pony");
    at.clock.increment(150_000);
    expect(at.row("pony")?.status).toMatch(/^no answer from Ollama for 2 min · It may still be downloading/);
    say(at, "pony", 0, 450);
    expect(at.row("pony")?.status).toBe("downloading");
    at.clock.increment(600_000);
    expect(at.row("pony")?.status).toMatch(/^no answer from Ollama for 10 min/);
    repeat(at, "pony", { doneBytes: 450, ms: 60_000 }); // only this time is known to be without a byte
    expect(at.open()).toEqual(["pony"]);
    succeed(at, "pony");
    expect(at.row("pony")?.status).toBe("downloaded");
  });

  it("is never closed by itself if Ollama is stuck, since that can crash Ollama", () => {
    const at = bench();
    at.add("pony");
    for (let passed = 0; passed < 600_000; passed += 500) {
      at.pull("pony")!.lines$.next({ kind: "layer", digest: "sha256:base", doneBytes: 0 });
      at.clock.increment(500);
    }
    expect(at.open()).toEqual(["pony"]);
    expect(at.row("pony")).toMatchObject({
      status: expect.stringMatching(/^stuck for (9|10) min · Restart Ollama to continue\.$/) as string,
      tone: "warn",
    });
    expect(at.row("pony")?.hover.join()).toContain("may crash");
  });
});
