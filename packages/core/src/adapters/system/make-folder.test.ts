import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolder, makeFolderSync } from "./make-folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "paddock-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What is there before: paths of a few short names, so that they often meet the folder that is made. */
const place = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 4 });
const thing = fc.record({ kind: fc.constantFrom("folder", "file", "link"), at: place });
type Thing = { readonly kind: string; readonly at: readonly string[] };

function put(folder: string, { kind, at }: Thing): void {
  const file = path.join(folder, ...at);
  try {
    if (kind === "folder") mkdirSync(file);
    else if (kind === "file") writeFileSync(file, "", { flag: "wx" });
    else symlinkSync(path.join(folder, "missing"), file);
  } catch {
    // there is no folder to put it in, or something else is there
  }
}

/** What is in a new folder after `make` was called for a folder in it, and whether that failed. */
async function outcomeOf(make: (folder: string) => unknown, before: readonly Thing[], at: readonly string[]) {
  const folder = mkdtempSync(path.join(root, "case-"));
  for (const one of before) put(folder, one);
  const hasFailed = await (async () => make(path.join(folder, ...at)))().then(
    () => false,
    () => true,
  );
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return {
    hasFailed,
    made: names.map((entry) => path.join(entry.parentPath, entry.name).slice(folder.length)),
  };
}

it("makes what Node makes with the option `recursive`, whatever is there", async () => {
  const sameAsNode = fc.asyncProperty(fc.array(thing, { maxLength: 6 }), place, async (before, at) => {
    const expected = await outcomeOf((folder) => mkdirSync(folder, { recursive: true }), before, at);
    for (const make of [makeFolder, makeFolderSync])
      expect(await outcomeOf(make, before, at)).toEqual(expected);
  });
  await fc.assert(sameAsNode);
});

it("leaves a folder alone that another process makes meanwhile", async () => {
  const folder = path.join(root, "a", "b", "c");
  await Promise.all(Array.from({ length: 10 }, () => makeFolder(folder)));
  expect(existsSync(folder)).toBe(true);
});

it.skipIf(process.platform !== "linux")("fails at once where the system makes no folder", async () => {
  for (const folder of ["/proc/nope", "/proc/nope/deep/er"]) {
    expect(() => makeFolderSync(folder)).toThrow(/^ENOENT/);
    await expect(makeFolder(folder)).rejects.toThrow(/^ENOENT/);
  }
});
