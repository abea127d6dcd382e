import { rmdirSync, writeFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cloneFile } from "./clone-file.ts";

let home = "";
beforeEach(async () => void (home = await realpath(await mkdtemp(path.join(tmpdir(), "paddock-clone-")))));
afterEach(() => rm(home, { recursive: true }));

const logger = { info: () => {}, warn: () => {} };
const blobs = (): string => path.join(home, "blobs");
const digest = `sha256:${"a".repeat(64)}`;

it("a clone is a blob once it is kept, and leaves nothing where the file system has none", async () => {
  await mkdir(blobs());
  const file = path.join(home, "x.gguf");
  await writeFile(file, "weights", { mode: 0o600 });
  const clone = await cloneFile(blobs(), file, logger);
  if (!clone) return expect(await readdir(blobs())).toEqual([]);
  await writeFile(file, "changed");
  await clone.keep(digest);
  await clone.discard();
  expect(await readdir(blobs())).toEqual([digest.replace(":", "-")]);
  expect(await readFile(path.join(blobs(), digest.replace(":", "-")), "utf8")).toBe("weights");
});

it.skipIf(process.platform === "win32")(
  "nothing is put into a folder that is a link, missing or read-only",
  async () => {
    const file = path.join(home, "x.gguf");
    await writeFile(file, "weights");
    expect(await cloneFile(blobs(), file, logger)).toBeUndefined();
    await mkdir(path.join(home, "elsewhere"));
    await symlink("elsewhere", blobs());
    expect(await cloneFile(blobs(), file, logger)).toBeUndefined();
    await chmod(path.join(home, "elsewhere"), 0o500);
    expect(await cloneFile(path.join(home, "elsewhere"), file, logger)).toBeUndefined();
    expect(await readdir(path.join(home, "elsewhere"))).toEqual([]);
    await chmod(path.join(home, "elsewhere"), 0o700);
  },
);

it.skipIf(process.platform === "win32")(
  "a failed clone that cannot be deleted either is still only no clone",
  async () => {
    await mkdir(blobs());
    const warnings: string[] = [];
    const replaceFolder = (): void => {
      rmdirSync(blobs());
      writeFileSync(blobs(), "");
    };
    const odd = { info: replaceFolder, warn: (text: string) => void warnings.push(text) };
    expect(await cloneFile(blobs(), path.join(home, "gone.gguf"), odd)).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining("cannot be deleted: Error: ")]);
  },
);
