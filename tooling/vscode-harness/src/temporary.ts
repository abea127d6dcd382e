import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of our own that goes when it is closed. */
export interface TemporaryFolder {
  readonly path: string;
  close(): void;
}

/** Makes a folder whose path is short: VS Code puts Unix sockets there, and their paths have a limit. */
export function openTemporaryFolder(): TemporaryFolder {
  const base = process.platform === "darwin" ? "/tmp" : tmpdir();
  const path = mkdtempSync(join(base, "paddock-vs-"));
  return {
    path,
    close: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
