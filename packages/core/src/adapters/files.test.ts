import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rememberAs, type Recorded } from "../domain/domain.ts";
import { fakeModel } from "../testing/index.ts";
import { fileReadingStore } from "./file-reading-store.ts";
import { lastLines } from "./last-lines.ts";
import { memoryReadingStore } from "./memory-reading-store.ts";
import { windowRegistry } from "./window-registry.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "paddock-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const warnings: string[] = [];
const logger = { info() {}, warn: (message: string) => void warnings.push(message) };
const listed = (origin: string, ...names: readonly string[]): Recorded => ({
  seq: 1,
  atMs: 5,
  event: { type: "models.listed", origin, models: names.map((name) => fakeModel(name)), atMs: 5 },
});

describe.each([
  ["files", () => fileReadingStore(folder, logger)],
  ["memory", () => memoryReadingStore()],
])("a reading store in %s", (_where, open) => {
  it("remembers the last value of each key", async () => {
    const store = open();
    for (const recorded of [
      listed("http://a", "pony"),
      listed("http://b", "foal"),
      listed("http://a", "shire"),
    ])
      await store.save(rememberAs(recorded.event)!, recorded);
    const remembered = await store.load();
    expect(remembered.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
      listed("http://a", "shire"),
      listed("http://b", "foal"),
    ]);
  });
});

describe("a reading store in files", () => {
  it("leaves out what it cannot read, and says so", async () => {
    const store = fileReadingStore(folder, logger);
    await store.save("key", listed("http://a", "pony"));
    await writeFile(path.join(folder, "broken.json"), '{"seq":1,');
    await writeFile(
      path.join(folder, "strange.json"),
      JSON.stringify({ ...listed("x", "y"), event: { type: "service.stopped" } }),
    );
    expect(await store.load()).toEqual([listed("http://a", "pony")]);
    expect(warnings).toHaveLength(2);
  });

  it("leaves nothing half written behind", async () => {
    const store = fileReadingStore(folder, logger);
    await Promise.all([1, 2, 3].map((seq) => store.save(`key ${seq}`, listed(`http://${seq}`, "pony"))));
    expect((await readdir(folder)).every((name) => name.endsWith(".json"))).toBe(true);
  });
});

describe("the open windows", () => {
  it("are those whose process is alive", async () => {
    const windows = windowRegistry(folder);
    expect(await windows.isAnyOpen()).toBe(false);
    await windows.enter();
    expect(await windowRegistry(folder).isAnyOpen()).toBe(true);
    await windows.leave();
    await writeFile(
      path.join(folder, "77.json"),
      JSON.stringify({ pid: process.pid, startedAt: "long ago", executable: "/x" }),
    );
    await writeFile(path.join(folder, "78.json"), "half");
    expect(await windows.isAnyOpen()).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("the last lines of a log", () => {
  it("are whole lines, without what cannot be seen", async () => {
    const file = path.join(folder, "log");
    await writeFile(file, `${"x".repeat(20_000)}\nfirst\u001b[31m\nsecond\n\n`);
    expect(await lastLines(file, 2)).toEqual(["first[31m", "second"]);
    expect(await lastLines(path.join(folder, "nothing"), 2)).toEqual([]);
  });
});
