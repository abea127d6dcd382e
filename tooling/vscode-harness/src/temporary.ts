import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder that is removed when it is closed. */
export interface TemporaryFolder {
  readonly path: string;
  close(): void;
}

/** Makes a folder with a short path: VS Code creates Unix sockets there, whose paths have a maximum length. */
export function openTemporaryFolder(): TemporaryFolder {
  const base = process.platform === "darwin" ? "/tmp" : tmpdir();
  const path = mkdtempSync(join(base, "paddock-vs-"));
  return {
    path,
    close: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
