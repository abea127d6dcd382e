import { mkdirSync, statSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import * as path from "node:path";
import { codeOf } from "./error-code.ts";

/**
 * Creates a folder and those above it that are missing. Not by the option `recursive`: with it, Node tries for ever where
 * a folder cannot be created in one that is there, and the system says ENOENT (`/proc/nope/deep`).
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOne(folder);
  } catch (error) {
    if (!isParentMissing(error, folder)) throw error;
    await makeFolder(path.dirname(folder));
    await makeOne(folder);
  }
}

export function makeFolderSync(folder: string): void {
  try {
    makeOneSync(folder);
  } catch (error) {
    if (!isParentMissing(error, folder)) throw error;
    makeFolderSync(path.dirname(folder));
    makeOneSync(folder);
  }
}

/** Where the folder is there, the error depends on the system: EEXIST, EPERM for a disk of Windows. */
async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const found = await stat(folder).catch(() => undefined); // why it cannot be made says more
    if (!found?.isDirectory()) throw error;
  }
}

function makeOneSync(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

const isParentMissing = (error: unknown, folder: string): boolean =>
  codeOf(error) === "ENOENT" && path.dirname(folder) !== folder;
