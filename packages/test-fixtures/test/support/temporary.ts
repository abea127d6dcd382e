import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that is deleted at the end of the test. */
export function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), "fixtures-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
