import { describe, expect, it } from "vitest";
import { parseReport } from "../src/counts.ts";
import { closingLine, summaryTable } from "../src/summary.ts";
import { verdictOn } from "../src/verdict.ts";

const good = { passed: 3, failed: 0, skipped: 1 };

describe("a report", () => {
  it("of vitest is read", () => {
    const report = {
      numTotalTests: 6,
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
    };
    expect(parseReport(JSON.stringify(report))).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it("of the test host is read", () => {
    expect(parseReport(JSON.stringify(good))).toEqual(good);
  });

  it.each(["", "{", "null", "[]", "{}", '{"passed":"many"}'])("that says %j says nothing", (text) => {
    expect(parseReport(text)).toBeUndefined();
  });
});

describe("a suite", () => {
  it("is as good as its tests", () => {
    expect(verdictOn({ counts: good, exit: 0 })).toEqual(good);
    expect(verdictOn({ counts: { ...good, failed: 2 }, exit: 1 })).toEqual({ ...good, failed: 2 });
  });

  it.each([
    ["leaves no report", { counts: undefined, exit: 0 }, "left no report"],
    ["ends badly although its tests passed", { counts: good, exit: 1 }, "though no test failed"],
    ["is killed although its tests passed", { counts: good, exit: "SIGKILL" }, "SIGKILL"],
    ["runs no test", { counts: { ...good, passed: 0 }, exit: 0 }, "ran no test"],
    [
      "says nothing of its runtime",
      { counts: good, exit: 0, runtime: { meant: "Bun", noted: [] } },
      "did not note",
    ],
    [
      "ran in part on another runtime",
      { counts: good, exit: 0, runtime: { meant: "Bun", noted: ["Bun 1.4.5", "Node 24.21.0"] } },
      "was meant for Bun, and ran on Node 24.21.0",
    ],
  ] as const)("that %s has one failure more", (_, ending, problem) => {
    const verdict = verdictOn(ending);
    expect(verdict.failed).toBe(1);
    expect(verdict.problem).toContain(problem);
  });

  it("that ran where it was meant to is good", () => {
    const runtime = { meant: "Deno", noted: ["Deno 2.9.5", "Deno 2.9.5"] } as const;
    expect(verdictOn({ counts: good, exit: 0, runtime })).toEqual(good);
  });
});

describe("the summary", () => {
  const results = [
    { ...good, name: "core-node", seconds: 1.25 },
    { passed: 120, failed: 1, skipped: 0, name: "page", seconds: 12, problem: "ran no test" },
  ];

  it("is a table, with what is wrong below it", () => {
    expect(summaryTable(results)).toMatchInlineSnapshot(`
      "suite      passed  failed  skipped  seconds
      core-node       3       0        1      1.3
      page          120       1        0     12.0
      page ran no test."
    `);
  });

  it("ends with the sums", () => {
    expect(closingLine(results)).toBe("123 passed, 1 failed");
  });
});
