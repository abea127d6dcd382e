import { describe, expect, it } from "vitest";
import { downloadBench as bench, failWith, say, type DownloadBench } from "../testing/download-bench.ts";

/** A try begins where the disk has bytes, brings more, and is cut off. */
function attempt(at: DownloadBench, fromBytes: number, toBytes: number): void {
  say(at, "pony", 0, fromBytes);
  say(at, "pony", 0, toBytes);
  failWith(at, "pony", { kind: "cut-off" });
  at.clock.increment(60_000);
}

describe("a download whose bytes Ollama has lost", () => {
  it("goes on as long as each try gets further than the one before", () => {
    const at = bench();
    at.add("pony");
    attempt(at, 0, 800);
    for (let done = 0; done < 800; done += 80) attempt(at, done, done + 80);
    expect(at.situation("pony")?.kind).toBe("pulling");
  });

  it("goes on too where only a part was lost", () => {
    const at = bench();
    at.add("pony");
    attempt(at, 0, 800);
    for (let done = 400; done < 800; done += 40) attempt(at, done, done + 40);
    expect(at.situation("pony")?.kind).toBe("pulling");
  });

  it.each([
    ["a little before the end", [790, 795, 780, 799, 785, 790]],
    ["early and late by turns", [50, 200, 50, 200, 50, 200]],
    ["at the same place, or before the first byte", [800, 0, 800, 0, 800, 0]],
  ])("is given up where each try loses again what it has brought: %s", (_when, tries) => {
    const at = bench();
    at.add("pony");
    attempt(at, 0, 800);
    for (const toBytes of [...tries, ...tries, ...tries])
      if (at.situation("pony")?.kind === "pulling") attempt(at, 0, toBytes);
    expect(at.situation("pony")).toMatchObject({ kind: "failed", failure: { kind: "cut-off" } });
  });
});
