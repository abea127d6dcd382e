import { describe, expect, it } from "vitest";
import { closingLine, lastLinesOfFailed, summaryTable } from "../src/summary.ts";
import { verdictOn } from "../src/verdict.ts";

const good = { passed: 3, failed: 0, skipped: 1 };

describe("a suite", () => {
  it("has the counts of its tests", () => {
    expect(verdictOn({ counts: good, exitCode: 0 })).toEqual(good);
    expect(verdictOn({ counts: { ...good, failed: 2 }, exitCode: 1 })).toEqual({ ...good, failed: 2 });
  });

  it.each([
    ["leaves no report", { counts: undefined, exitCode: 0 }, "left no report"],
    ["fails although its tests passed", { counts: good, exitCode: 1 }, "though no test failed"],
    ["is stopped although its tests passed", { counts: good, exitCode: undefined }, "did not end by itself"],
    ["runs no test", { counts: { ...good, passed: 0 }, exitCode: 0 }, "ran no test"],
  ] as const)("that %s has one more failure", (_, ending, problem) => {
    const verdict = verdictOn(ending);
    expect(verdict.failed).toBe(1);
    expect(verdict.problem).toContain(problem);
  });
});

describe("the summary", () => {
  const results = [
    { ...good, name: "core-node", seconds: 1.25, lastLines: ["all good"] },
    {
      passed: 120,
      failed: 1,
      skipped: 0,
      name: "soak",
      seconds: 12,
      problem: "ran no test",
      lastLines: ["a", "b"],
    },
  ];

  it("is a table with the problems below it", () => {
    expect(summaryTable(results)).toMatchInlineSnapshot(`
      "suite      passed  failed  skipped  seconds
      core-node       3       0        1      1.3
      soak          120       1        0     12.0
      soak ran no test."
    `);
  });

  it("has the last lines of the failed suites", () => {
    expect(lastLinesOfFailed(results)).toBe("The end of soak:\na\nb\n\n");
  });

  it("ends with the totals", () => {
    expect(closingLine(results)).toBe("123 passed, 1 failed");
  });
});
