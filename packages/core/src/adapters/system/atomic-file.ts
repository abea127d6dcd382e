import { readFile, rename, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { makeFolder } from "./make-folder.ts";

/** Replaces a file atomically, so that no reader sees half of it. Only its owner can read it. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  await makeFolder(path.dirname(file));
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}

/** The JSON in a file, or `undefined` if the file is missing or invalid. */
export async function readJsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
