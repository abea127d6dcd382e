import { appendFile, mkdir, mkdtemp, rename, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recording } from "@paddock/test-fixtures";
import { afterEach, assert, beforeEach, describe, expect, it } from "vitest";
import { serviceLogContract, until, type ServiceLogWorld } from "../../testing/contracts/index.ts";
import { fileLog } from "./file-log.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "paddock-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A log as `spawnDetached` opens it: the one of the start before is kept beside it. */
function openWorld(): ServiceLogWorld & { readonly file: string } {
  const file = join(folder, "serve.log");
  return {
    file,
    log: fileLog(file),
    isNewWithStart: true,
    async start() {
      await rename(file, `${file}.1`).catch(() => undefined); // there is none before the first start
      await writeFile(file, "");
    },
    write: (...lines) => appendFile(file, lines.map((line) => `${line}\n`).join("")),
    async deny() {
      await unlink(file);
      await mkdir(file);
    },
  };
}

describe("a log in a file", () => {
  for (const { name, keep } of serviceLogContract) it(name, () => keep(openWorld()));

  it("is read by whole lines", async () => {
    const { log, file, start } = openWorld();
    await start();
    const { lines, stop } = follow(log);
    await appendFile(file, "one\r\ntw");
    await until(() => lines.length === 1, "the first line is read");
    await appendFile(file, "o\n");
    await until(() => lines.length === 2, "the second line is read");
    expect(lines).toEqual(["one", "two"]);
    stop();
  });

  it("is new after a restart, even if it has become longer than the one before", async () => {
    const { log, start, write } = openWorld();
    await start();
    await write("short");
    const { lines, stop } = follow(log);
    await until(() => lines.length === 1, "the first log is read");
    await start();
    await write("a", "b", "c", "d", "e", "f");
    await until(() => lines.length === 7, "the second log is read from its start");
    expect(lines).toEqual(["short", "a", "b", "c", "d", "e", "f"]);
    stop();
  });

  it("is read at its beginning and at its end if it is very long", async () => {
    const { log, start, write } = openWorld();
    await start();
    const numbered = Array.from({ length: 100_000 }, (_, index) => `line ${index}`);
    await write(...numbered);
    const { lines, stop } = follow(log);
    await until(() => lines.at(-1) === "line 99999", "its end is read");
    expect(lines[0]).toBe("line 0");
    expect(lines.length).toBeLessThan(60_000);
    expect(lines.filter((line) => !/^line \d+$/.test(line))).toEqual([]);
    expect([...lines].sort(byNumber)).toEqual(lines);
    stop();
  });

  it("has no secrets, no colours and no control characters (recording log-first-start)", async () => {
    const found = recording("0.33.0-rc2", "log-first-start");
    const config =
      found.kind === "log" ? found.log.find((line) => line.includes("server config")) : undefined;
    assert(config);
    const { log, start, write } = openWorld();
    await start();
    await write(
      config.replace("HTTPS_PROXY:", "HTTPS_PROXY:http://joe:S3cret@proxy:3128"),
      "\u001b[31mred\u001b[0m\u0007 proxyconnect http://joe:S3cret@proxy: no",
      '[GIN] 2026/11/23 - 05:50:15 | 200 | 85µs | 127.0.0.1 | GET      "/api/ps?key=S3cret"',
      config.replace("HTTP_PROXY:", "HTTP_PROXY:joe:S3cret@proxy").slice(0, 300), // cut off
    );
    const { lines, stop } = follow(log);
    await until(() => lines.length === 4, "they are read");
    stop();
    expect(lines.join("\n")).not.toMatch(/S3cret|joe/);
    expect(lines[0]).toContain("HTTPS_PROXY:http://…@proxy:3128 ");
    expect(lines[0]).toContain("OLLAMA_MODELS:/home/user/.ollama/models ");
    expect(lines.slice(1, 3)).toEqual([
      "red proxyconnect http://…@proxy: no",
      '[GIN] 2026/11/23 - 05:50:15 | 200 | 85µs | 127.0.0.1 | GET      "/api/ps?…"',
    ]);
  });
});

function follow(log: ReturnType<typeof fileLog>) {
  const lines: string[] = [];
  const following = log.follow().subscribe((line) => lines.push(line));
  return { lines, stop: () => following.unsubscribe() };
}

const byNumber = (a: string, b: string): number => Number(a.slice(5)) - Number(b.slice(5));
