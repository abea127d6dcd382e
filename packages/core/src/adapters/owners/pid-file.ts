import { rm } from "node:fs/promises";
import * as v from "valibot";
import { type ProcessIdentity, processIdentitySchema } from "../../service/owner.ts";
import { readJsonFile, writeAtomically } from "../system/atomic-file.ts";

/** A process that we started. Until it has answered, it may be a launcher that will `exec` another program. */
export type OwnProcess = ProcessIdentity & { readonly hasAnswered: boolean };

/** Stores which process is ours, so that we recognise it after a reload. */
export interface PidFile {
  read(): Promise<OwnProcess | undefined>;
  write(process: OwnProcess): Promise<void>;
  forget(): Promise<void>;
}

const ownProcessSchema = v.object({
  ...processIdentitySchema.entries,
  hasAnswered: v.optional(v.boolean(), true),
});

/** A file with invalid content is read as if it were missing. */
export const pidFile = (file: string): PidFile => ({
  async read() {
    const parsed = v.safeParse(ownProcessSchema, await readJsonFile(file));
    return parsed.success ? parsed.output : undefined;
  },
  write: (identity) => writeAtomically(file, JSON.stringify(identity)),
  forget: () => rm(file, { force: true }),
});
