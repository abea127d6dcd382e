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
  });
});
