import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runAll } from "../src/run-all.ts";
import type { Suite } from "../src/suite.ts";
import { summaryTable } from "../src/summary.ts";

let folder: string;
const never = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paddock-suites-"));
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function suiteOf(name: string, program: string, extra: Partial<Suite> = {}): Suite {
  const file = join(folder, `${name}.mjs`);
  const report = join(folder, `${name}.json`);
  writeFileSync(
    file,
    `import { writeFileSync } from "node:fs";\nconst report = ${JSON.stringify(report)};\n${program}`,
  );
  return { name, folder, command: [process.execPath, file], environment: {}, report, ...extra };
}

const passing = `writeFileSync(report, '{"passed":2,"failed":0,"skipped":0}');`;

it("counts what suites report, and shows what they say behind their names", async () => {
  const results = await runAll(
    [suiteOf("one", `console.log("hello");${passing}`), suiteOf("two", passing)],
    never,
  );
  expect(results.map(({ passed, failed }) => [passed, failed])).toEqual([
    [2, 0],
    [2, 0],
  ]);
  expect(console.log).toHaveBeenCalledWith("one         │ hello");
});

it("does not take an old report for a new one", async () => {
  const suite = suiteOf("one", "");
  writeFileSync(suite.report, '{"passed":2,"failed":0,"skipped":0}');
  expect((await runAll([suite], never))[0]).toMatchObject({ passed: 0, failed: 1 });
});

it("counts a crash as a failure", async () => {
  const [result] = await runAll([suiteOf("one", `${passing} process.exit(3);`)], never);
  expect(result).toMatchObject({ failed: 1, problem: "ended with 3, though no test failed" });
});

it("counts a program that cannot be run as a failure", async () => {
  const [result] = await runAll([suiteOf("one", "", { command: [join(folder, "nothing")] })], never);
  expect(result).toMatchObject({ passed: 0, failed: 1 });
});

it("runs a suite alone that needs the machine for itself", async () => {
  const log = join(folder, "log");
  const said = `import { appendFileSync, readFileSync } from "node:fs"; appendFileSync(${JSON.stringify(log)}, process.argv[1].at(-5));`;
  const suites = [
    suiteOf("a", said + passing, { isAlone: true }),
    suiteOf("b", said + passing),
    suiteOf("c", said + passing),
  ];
  const results = await runAll(suites, never);
  expect(summaryTable(results)).toMatch(/^suite.*\na .*\nb .*\nc /);
  expect((await import("node:fs")).readFileSync(log, "utf8")).toMatch(/^(bc|cb)a$/);
});

it("ends what runs when it is told to stop, and counts what never ran as failed", async () => {
  const stopping = new AbortController();
  const waiting = `console.log("waiting"); setInterval(() => undefined, 1000);`;
  vi.mocked(console.log).mockImplementation((line: string) => {
    if (line.endsWith("waiting")) stopping.abort("SIGINT");
  });
  const results = await runAll(
    [suiteOf("one", waiting), suiteOf("late", passing, { isAlone: true })],
    stopping.signal,
  );
  expect(results.map(({ problem }) => problem)).toEqual([
    "ended with SIGINT, and left no report",
    "was not run",
  ]);
});
