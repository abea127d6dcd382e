import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import * as path from "node:path";

/** Replaces a file as a whole, so that nobody ever reads half of it. Only the person can read it. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}

/** The JSON in a file; `undefined` where there is none, or no JSON in it. */
export async function readJsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
