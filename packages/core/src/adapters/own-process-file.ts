import { rm } from "node:fs/promises";
import * as v from "valibot";
import type { ProcessIdentity } from "../domain/service.ts";
import { identitySchema } from "./identity-schema.ts";
import { readJsonFile, writeWholeFile } from "./whole-file.ts";

/** Remembers which process is ours, so that it is ours again after a reload, and in every other window. */
export interface OwnProcessFile {
  read(): Promise<ProcessIdentity | undefined>;
  write(process: ProcessIdentity): Promise<void>;
  forget(): Promise<void>;
}

export const ownProcessFile = (file: string): OwnProcessFile => ({
  async read() {
    const parsed = v.safeParse(identitySchema, await readJsonFile(file));
    return parsed.success ? parsed.output : undefined;
  },
  write: (identity) => writeWholeFile(file, JSON.stringify(identity)),
  forget: () => rm(file, { force: true }),
});
