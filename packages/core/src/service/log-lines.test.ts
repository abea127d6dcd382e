import { recording, versions } from "@paddock/test-fixtures";
import { describe, expect, it } from "vitest";
import { endOfLog, tellingIndex, tellingLine } from "./log-lines.ts";

const MOST = 12;
const REQUEST = '[GIN] 2026/11/23 - 05:50:15 | 200 |      85.087µs |       127.0.0.1 | GET      "/api/ps"';

function logOf(version: (typeof versions)[number], name: string): readonly string[] {
  const found = recording(version, name);
  if (found.kind !== "log") throw new Error(`${name} is no log`);
  return found.log;
}

describe.each(versions)("the log of Ollama %s", (version) => {
  it.each([
    ["log-crash", /^panic: runtime error: invalid memory address or nil pointer dereference$/],
    ["log-port-taken", /^Error: listen tcp .*: bind: address already in use$/],
    ["log-bad-models-dir", /^Error: mkdir .*: not a directory/],
  ])("says in one line why it ended (recording %s)", (name, telling) => {
    const log = logOf(version, name);
    const end = endOfLog([...log, ""], MOST);
    expect(end[0]).toMatch(telling);
    expect(tellingLine(end)).toBe(end[0]);
    expect(log[tellingIndex(log) ?? -1]).toBe(end[0]);
  });

  it("keeps what follows the panic, however long its stack is", () => {
    const log = logOf(version, "log-crash");
    const stack = Array.from({ length: 400 }, (_, index) => `\tserver/routes.go:${index}`);
    const end = endOfLog([...log, ...stack], MOST);
    expect(end.slice(0, 3)).toEqual([
      expect.stringMatching(/^panic: /),
      expect.stringMatching(/^\[signal SIGSEGV/),
      expect.stringMatching(/^goroutine \d+ \[running\]:$/),
    ]);
    expect(end).toHaveLength(MOST);
  });

  it.each(["log-sigterm", "log-sigint", "log-first-start"])(
    "ends with its last lines that are not about requests (recording %s)",
    (name) => {
      const log = [...logOf(version, name), REQUEST, ""];
      const end = endOfLog(log, MOST);
      expect(end.filter((line) => line.startsWith("[GIN]"))).toEqual([]);
      expect(tellingIndex(log)).toBeUndefined();
      expect(tellingLine(end) ?? "").not.toMatch(/level=(INFO|DEBUG)/);
    },
  );
});

describe("the line that says why a process ended", () => {
  it("is not one after which the process went on: a model runner may have died earlier", () => {
    const later = 'time=2026-11-23T05:50:15.779Z level=INFO source=routes.go:2058 msg="later"';
    const log = ["panic: of a runner", "goroutine 1 [running]:", later, REQUEST];
    expect(tellingIndex(log)).toBeUndefined();
    expect(endOfLog(log, 1)).toEqual([later]);
  });

  it.each(["fatal error: all goroutines are asleep - deadlock!", "SIGABRT: abort"])("may be %s", (line) => {
    expect(tellingLine(endOfLog(["before", line, "PC=0x1 m=0 sigcode=0"], MOST))).toBe(line);
  });

  it("is the last problem that was logged, not what Ollama did last", () => {
    const at = (level: string) =>
      `time=2026-11-23T05:50:15.779Z level=${level} source=routes.go:2058 msg="x"`;
    expect(tellingLine(endOfLog([at("ERROR"), at("INFO")], MOST))).toBe(at("ERROR"));
    expect(tellingLine(endOfLog(["llama_context: n_ctx = 4096", at("INFO")], MOST))).toBeUndefined();
  });

  it("is the last one of a program that is not Ollama", () => {
    expect(tellingLine(endOfLog(["usage: …", "sh: 1: ollama: not found"], MOST))).toBe(
      "sh: 1: ollama: not found",
    );
    expect(tellingLine([])).toBeUndefined();
  });
});
