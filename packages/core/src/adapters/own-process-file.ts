import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import * as v from "valibot";
import type { ProcessIdentity } from "../domain/service.ts";

/** Remembers which process is ours, so that it is ours again after a reload, and in every other window. */
export interface OwnProcessFile {
  read(): Promise<ProcessIdentity | undefined>;
  write(process: ProcessIdentity): Promise<void>;
  forget(): Promise<void>;
}

const identitySchema = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(2)),
  startedAt: v.string(),
  executable: v.string(),
});

export function ownProcessFile(file: string): OwnProcessFile {
  return {
    async read() {
      try {
        const parsed = v.safeParse(identitySchema, JSON.parse(await readFile(file, "utf8")));
        return parsed.success ? parsed.output : undefined;
      } catch {
        return undefined; // never written, or not by us
      }
    },
    async write(identity) {
      await mkdir(path.dirname(file), { recursive: true });
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, JSON.stringify(identity), { mode: 0o600 });
      await rename(draft, file);
    },
    forget: () => rm(file, { force: true }),
  };
}
