import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Logger } from "../../shared/logger.port.ts";
import { codeOf } from "../system/error-code.ts";
import { makeFolderSync } from "../system/make-folder.ts";

/**
 * The folder for what belongs to this machine alone: its history, its locks, the processes that it runs. Several machines
 * may share a home, and so the extension's storage. The first of them keeps the storage folder itself, which older
 * versions use too, so that nothing has to be moved from under an open window; each other one has a folder inside it.
 */
export function machineFolder(storage: string, machine: string, logger: Logger): string {
  try {
    makeFolderSync(storage);
    return claimantOf(storage, machine) === machine ? storage : path.join(storage, "machines", machine);
  } catch (error) {
    logger.warn(`cannot find out whose storage this is: ${String(error)}`);
    return storage;
  }
}

/** The machine that keeps the storage folder itself: the first one that wants it. */
function claimantOf(storage: string, machine: string): string {
  const file = path.join(storage, "machine");
  const claimant = read(file);
  if (claimant !== undefined) return claimant;
  claim(file, machine);
  return read(file) ?? machine;
}

/** Creates the file with its content in one step, unless another window was faster. */
export function claim(file: string, machine: string, link = linkSync): void {
  const draft = `${file}-${machine}-${process.pid}`;
  writeFileSync(draft, machine);
  try {
    unlessClaimed(() => link(draft, file));
  } catch {
    unlessClaimed(() => writeFileSync(file, machine, { flag: "wx" })); // this file system has no hard links
  } finally {
    rmSync(draft, { force: true });
  }
}

function unlessClaimed(create: () => void): void {
  try {
    create();
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
