import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lastLines } from "./last-lines.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "paddock-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the last lines of a log", () => {
  it("are whole lines, without what cannot be seen", async () => {
    const file = path.join(folder, "log");
    await writeFile(file, `${"x".repeat(20_000)}\nfirst\u001b[31m\nsecond\n\n`);
    expect(await lastLines(file, 2)).toEqual(["first[31m", "second"]);
    expect(await lastLines(path.join(folder, "nothing"), 2)).toEqual([]);
  });
});
