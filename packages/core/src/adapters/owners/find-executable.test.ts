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
      const environment = { PATH: [".", "", "bin", "./x", "..", "~/bin"].join(delimiter), HOME: "home" };
      expect(candidates({ platform, environment }).filter((file) => !isAbsolute(file))).toEqual([]);
    }
  });

  it("is found in the usual folders of its system, after those on the PATH", () => {
    const home = { HOME: "/home/jane" };
    const linux = candidates({ platform: "linux", environment: { PATH: "/mine", ...home } });
    expect(linux[0]).toBe("/mine/ollama");
    expect(linux).toEqual(
      expect.arrayContaining([
        "/snap/bin/ollama",
        "/home/linuxbrew/.linuxbrew/bin/ollama",
        "/home/jane/.local/bin/ollama",
        "/home/jane/.nix-profile/bin/ollama",
        "/run/current-system/sw/bin/ollama",
      ]),
    );
    expect(candidates({ platform: "darwin", environment: home })).toEqual(
      expect.arrayContaining([
        "/opt/homebrew/bin/ollama",
        "/opt/local/bin/ollama",
        "/Applications/Ollama.app/Contents/Resources/ollama",
        "/home/jane/Applications/Ollama.app/Contents/Resources/ollama",
      ]),
    );
    const environment = { LOCALAPPDATA: "C:\\Local", ProgramFiles: "C:\\Program Files" };
    expect(candidates({ platform: "win32", environment }).slice(0, 3)).toEqual([
      "C:\\Local\\Programs\\Ollama\\ollama.exe",
      "C:\\Local\\Microsoft\\WinGet\\Links\\ollama.exe",
      "C:\\Program Files\\Ollama\\ollama.exe",
    ]);
  });

  it("is looked for in no folder of a variable that is not set", () => {
    for (const platform of ["linux", "darwin", "win32"] as const)
      expect(candidates({ platform, environment: {} }).filter((file) => /undefined/.test(file))).toEqual([]);
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
