import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { candidates, findExecutable } from "./find-executable.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "paddock-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(...names: readonly string[]): Promise<string> {
  const file = path.join(folder, ...names);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, "#!/bin/sh\n", { mode: 0o755 });
  return file;
}

describe("the executable to start", () => {
  it("is the first executable file on the PATH", async () => {
    await mkdir(path.join(folder, "a", "ollama"), { recursive: true });
    await writeFile(path.join(folder, "b"), "");
    const found = await program("c", "ollama");
    const PATH = ["a", "b", "c"].map((name) => path.join(folder, name)).join(":");
    expect(await findExecutable({ platform: "linux", environment: { PATH } })).toBe(found);
  });

  it("is never searched for in a relative folder on the PATH, which the open workspace could control", () => {
    for (const platform of ["linux", "darwin", "win32"] as const) {
      const { delimiter, isAbsolute } = platform === "win32" ? path.win32 : path.posix;
      const environment = { PATH: [".", "", "bin", "./x", "..", "~/bin"].join(delimiter) };
      expect(candidates({ platform, environment }).filter((file) => !isAbsolute(file))).toEqual([]);
    }
  });

  it("is only the configured one if there is one", async () => {
    const onPath = await program("bin", "ollama");
    const environment = { PATH: path.dirname(onPath) };
    const configured = await program("mine", "ollama-next");
    expect(await findExecutable({ platform: "linux", environment, configured })).toBe(configured);
    expect(
      await findExecutable({ platform: "linux", environment, configured: path.join(folder, "nowhere") }),
    ).toBeUndefined();
    expect(await findExecutable({ platform: "linux", environment, configured: "ollama" })).toBeUndefined();
  });
});
