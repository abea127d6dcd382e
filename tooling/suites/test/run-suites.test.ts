import { existsSync, mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runSuites } from "../src/run-suites.ts";
import { reportOf, root } from "../src/suite.ts";

let folder: ReturnType<typeof mkdtempDisposableSync>;

beforeEach(() => (folder = mkdtempDisposableSync(join(tmpdir(), "paddock-suites-"))));
afterEach(() => folder.remove());

const never = new AbortController().signal;
const report = (passes: number, failures = 0): string =>
  JSON.stringify({ stats: { passes, failures, pending: 0 } });
const leaves = (name: string, text: string): string =>
  `require("node:fs").writeFileSync(${JSON.stringify(reportOf(folder.path, name))}, ${JSON.stringify(text)});`;

/** Writes a repository in which each script of each workspace is a separate program. */
function putRepository(workspaces: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  const put = (path: string, value: unknown): void =>
    writeFileSync(join(folder.path, path), typeof value === "string" ? value : JSON.stringify(value));
  mkdirSync(join(folder.path, "reports"));
  put("package.json", { name: "tested", workspaces: ["*"], packageManager: "npm@11.0.0" });
  put("package-lock.json", { name: "tested", lockfileVersion: 3, packages: {} });
  put("turbo.json", {
    tasks: {
      build: {},
      test: { cache: false, dependsOn: ["build", "test:early"] },
      "test:early": { cache: false },
    },
  });
  for (const [workspace, scripts] of Object.entries(workspaces)) {
    mkdirSync(join(folder.path, workspace));
    for (const [name, text] of Object.entries(scripts))
      put(join(workspace, `${name.replace(":", "-")}.cjs`), text);
    const commands = Object.keys(scripts).map((name) => [name, `node ${name.replace(":", "-")}.cjs`]);
    put(join(workspace, "package.json"), { name: workspace, scripts: Object.fromEntries(commands) });
  }
}

const problemsOf = async (words: readonly string[] = [], stop = never): Promise<object> =>
  Object.fromEntries(
    (await runSuites(folder.path, words, stop)).map(({ name, problem }) => [name, problem ?? "none"]),
  );

describe("npm test", () => {
  it("adds up the reports of the suites, and continues after a failed suite", async () => {
    putRepository({
      a: { "test:early": `${leaves("a-early", report(2, 1))} process.exit(1)` },
      b: { test: leaves("b", report(3)) },
    });
    expect(await runSuites(folder.path, [], never)).toMatchObject([
      { name: "a-early", passed: 2, failed: 1 },
      { name: "b", passed: 3, failed: 0 },
    ]);
  });

  it("tells what a suite wrote last", async () => {
    putRepository({
      a: { "test:early": `for (let i = 1; i <= 100; i++) console.log("line", i); process.exit(1)` },
      b: { test: `console.error("out of\\nmemory"); process.exit(1)` },
    });
    const [a, b] = await runSuites(folder.path, [], never);
    expect(a?.lastLines.filter((line) => line.startsWith("line "))).not.toContain("line 1");
    expect(a?.lastLines).toContain("line 100");
    expect(b?.lastLines).toEqual(expect.arrayContaining(["out of", "memory"]));
  });

  it("does not mistake an old report for a new one, nor a crash or an empty run for a success", async () => {
    putRepository({
      silent: { test: "" },
      empty: { test: leaves("empty", report(0)) },
      crashing: { test: `${leaves("crashing", report(1))} process.exit(3)` },
    });
    writeFileSync(reportOf(folder.path, "silent"), report(1));
    expect(await problemsOf()).toEqual({
      silent: "ended with 0, and left no report",
      empty: "ran no test",
      crashing: expect.stringMatching(/^ended with \d+, though no test failed$/) as string,
    });
  });

  it("builds, and runs only the selected suites", async () => {
    putRepository({
      a: { build: "process.exit(1)", "test:early": leaves("a-early", report(1)), test: "process.exit(1)" },
    });
    expect(await problemsOf(["a-early"])).toEqual({ "a#build": "failed", "a-early": "none" });
  });

  it("ends running suites when it is stopped, and counts suites that never ran as failed", async () => {
    const stopping = new AbortController();
    const begun = join(folder.path, "begun");
    const waiting = `require("node:fs").writeFileSync(${JSON.stringify(begun)}, ""); setInterval(() => {}, 1_000);`;
    putRepository({ a: { "test:early": waiting, test: "" } });
    const problems = problemsOf([], stopping.signal);
    await vi.waitUntil(() => existsSync(begun), { timeout: 20_000 });
    stopping.abort();
    const problem = expect.stringContaining("did not end by itself, and left no report") as string;
    expect(await problems).toEqual({ "a-early": problem, a: problem });
  });
});

it("runs vscode-ui alone, after every other suite", async () => {
  const { stdout } = await execa("turbo", ["run", "test", "--dry=json"], { cwd: root, preferLocal: true });
  const { tasks } = JSON.parse(stdout) as {
    readonly tasks: readonly { taskId: string; command: string; dependencies: readonly string[] }[];
  };
  const suites = tasks.filter(({ taskId, command }) => /#test/.test(taskId) && command !== "<NONEXISTENT>");
  const alone = suites.find(({ taskId }) => taskId === "ollama-paddock#test:ui");
  const others = suites.map(({ taskId }) => taskId).filter((id) => id !== alone?.taskId);
  expect(alone?.dependencies).toEqual(expect.arrayContaining(others));
});

it("fails a suite that runs on the wrong runtime", async () => {
  // Without the configured reporters, which would overwrite the suite's own report.
  const args = ["run", "--reporter=default", "test/runtime.test.ts"];
  const { exitCode, stdout, stderr } = await execa("vitest", args, {
    cwd: join(root, "packages/core"),
    preferLocal: true,
    env: { npm_lifecycle_event: "test:bun" },
    reject: false,
  });
  expect(exitCode).toBe(1);
  expect(stdout + stderr).toContain("test:bun runs on Node 24");
});
