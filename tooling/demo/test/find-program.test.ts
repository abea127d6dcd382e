import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram } from "../src/find-program.ts";

let folder: string;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "paddock-path-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function put(place: string, mode: number): string {
  const within = join(folder, place);
  mkdirSync(within, { recursive: true });
  writeFileSync(join(within, "ollama"), "");
  chmodSync(join(within, "ollama"), mode);
  return within;
}

describe.skipIf(process.platform === "win32")("a program on the PATH", () => {
  it("is the first that can be executed", () => {
    const path = [put("plain", 0o644), "", put("first", 0o755), put("second", 0o755)].join(delimiter);
    expect(findProgram("ollama", path)).toBe(join(folder, "first", "ollama"));
  });

  it("is not one from node_modules", () => {
    expect(findProgram("ollama", put("node_modules/.bin", 0o755))).toBeUndefined();
  });

  it("is not a folder", () => {
    mkdirSync(join(folder, "odd", "ollama"), { recursive: true });
    expect(findProgram("ollama", join(folder, "odd"))).toBeUndefined();
  });
});
