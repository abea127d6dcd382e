import { rm } from "node:fs/promises";
import * as v from "valibot";
import { type ProcessIdentity, processIdentitySchema } from "../../service/service-events.ts";
import { readJsonFile, writeAtomically } from "../system/atomic-file.ts";

/** A process of ours. One that has not answered yet may be a launcher that is about to become another program. */
export type OwnProcess = ProcessIdentity & { readonly hasAnswered: boolean };

/** Remembers which process is ours, so that it is ours again after a reload. */
export interface PidFile {
  read(): Promise<OwnProcess | undefined>;
  write(process: OwnProcess): Promise<void>;
  forget(): Promise<void>;
}

const ownProcessSchema = v.object({
  ...processIdentitySchema.entries,
  hasAnswered: v.optional(v.boolean(), true),
});

/** Remembers it in a file; what stands there and is no process is as if nothing stood there. */
export const pidFile = (file: string): PidFile => ({
  async read() {
    const parsed = v.safeParse(ownProcessSchema, await readJsonFile(file));
    return parsed.success ? parsed.output : undefined;
  },
  write: (identity) => writeAtomically(file, JSON.stringify(identity)),
  forget: () => rm(file, { force: true }),
});
