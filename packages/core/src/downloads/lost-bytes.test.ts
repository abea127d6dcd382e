import fc from "fast-check";
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

  it("is given up where the tries lose again what they have brought, wherever they are cut off", () => {
    const tries = fc.array(fc.nat(900), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(tries, (reached) => {
        const at = bench();
        at.add("pony");
        for (let round = 0; round < 20 && at.situation("pony")?.kind !== "failed"; round++)
          for (const toBytes of reached) if (at.pull("pony")) attempt(at, 0, toBytes);
        expect(at.situation("pony")).toMatchObject({ kind: "failed", failure: { kind: "cut-off" } });
      }),
      { examples: [[[800, 790, 795, 780, 799]], [[200, 50]], [[800, 0]]], numRuns: 50 },
    );
  });
});
