import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { recording } from "@paddock/test-fixtures";
import { afterEach, assert, beforeEach, describe, expect, it } from "vitest";
import { readLogTail } from "./log-tail.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "paddock-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the last lines of a log", () => {
  it("are whole lines without control characters", async () => {
    const file = path.join(folder, "log");
    await writeFile(file, `${"x".repeat(20_000)}\nfirst\u001b[31m\nsecond\n\n`);
    expect(await readLogTail(file, 2)).toEqual(["first[31m", "second"]);
    expect(await readLogTail(path.join(folder, "nothing"), 2)).toEqual([]);
  });

  it("have the telling line, even far above the end (recording log-crash)", async () => {
    const found = recording("0.33.0-rc2", "log-crash");
    assert(found.kind === "log");
    const file = path.join(folder, "log");
    const stack = Array.from({ length: 5_000 }, () => "github.com/ollama/ollama/server.(*Server).Serve(...)");
    await writeFile(file, [...found.log, ...stack, ""].join("\n"));
    expect(await readLogTail(file, 12)).toEqual(
      [
        "panic: runtime error: invalid memory address or nil pointer dereference",
        "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x135c3c0]",
        ...found.log.slice(4).map((line) => line.trim()),
        ...stack,
      ].slice(0, 12),
    );
  });

  it("contain no environment and no password (recording log-first-start)", async () => {
    const found = recording("0.33.0-rc2", "log-first-start");
    const config =
      found.kind === "log" ? found.log.find((line) => line.includes("server config")) : undefined;
    assert(config);
    const file = path.join(folder, "log");
    const proxied = config.replace("HTTPS_PROXY:", "HTTPS_PROXY:http://joe:S3cret@proxy");
    await writeFile(file, `${proxied}\nproxyconnect http://joe:S3cret@proxy: no\n`);
    const lines = await readLogTail(file, 2);
    expect(lines.join()).not.toMatch(/S3cret|joe|OLLAMA_MODELS/);
    expect(lines).toEqual([
      expect.stringContaining('msg="server config" env="…"'),
      "proxyconnect http://…@proxy: no",
    ]);
    await writeFile(file, proxied.slice(0, proxied.indexOf("S3cret") + 6)); // the rest is not written yet
    expect((await readLogTail(file, 2)).join()).not.toMatch(/S3cret|joe|OLLAMA_MODELS/);
  });
});
