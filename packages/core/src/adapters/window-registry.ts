import { readdir, rm } from "node:fs/promises";
import * as path from "node:path";
import * as v from "valibot";
import { identitySchema } from "./identity-schema.ts";
import { identify, isSameProcess } from "./process-identity.ts";
import { readJsonFile, writeWholeFile } from "./whole-file.ts";

/** Which windows are open, each by the process behind it. */
export interface WindowRegistry {
  readonly folder: string;
  enter(): Promise<void>;
  leave(): Promise<void>;
  /** Whether any window is open; one whose process has ended without a word is not. */
  isAnyOpen(): Promise<boolean>;
}

export function windowRegistry(folder: string): WindowRegistry {
  const ownFile = path.join(folder, `${process.pid}.json`);

  async function isOpen(file: string): Promise<boolean> {
    const parsed = v.safeParse(identitySchema, await readJsonFile(file));
    const alive = parsed.success ? await identify(parsed.output.pid) : undefined;
    if (parsed.success && alive && isSameProcess(alive, parsed.output)) return true;
    await rm(file, { force: true });
    return false;
  }

  return {
    folder,
    async enter() {
      const identity = await identify(process.pid);
      if (identity) await writeWholeFile(ownFile, JSON.stringify(identity));
    },
    leave: () => rm(ownFile, { force: true }),
    async isAnyOpen() {
      const names = await readdir(folder).catch(() => []); // no folder: nobody has ever entered
      const files = names.filter((name) => name.endsWith(".json"));
      const open = await Promise.all(files.map((name) => isOpen(path.join(folder, name))));
      return open.includes(true);
    },
  };
}
