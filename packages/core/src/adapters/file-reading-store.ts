import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import * as path from "node:path";
import * as v from "valibot";
import type { Recorded } from "../domain/domain.ts";
import type { Logger } from "../ports/logger.ts";
import type { ReadingStore } from "../ports/reading-store.ts";
import { modelNameSchema } from "./model-name-schema.ts";
import { readJsonFile, writeWholeFile } from "./whole-file.ts";

const text = v.string();
const count = v.pipe(v.number(), v.minValue(0));

/** The remembered events, as an earlier version of us may have written them. */
const recordedSchema = v.object({
  seq: count,
  atMs: count,
  event: v.object({
    type: v.literal("models.listed"),
    origin: text,
    atMs: count,
    models: v.array(
      v.object({
        name: modelNameSchema,
        digest: text,
        sizeBytes: count,
        modifiedAtMs: v.number(),
        format: text,
        family: text,
        parameterSize: text,
        quantization: text,
        contextLength: v.exactOptional(count),
        capabilities: v.exactOptional(v.array(text)),
        remoteHost: v.exactOptional(text),
      }),
    ),
  }),
});

/** Keeps each remembered event in a file of its own, replaced as a whole so that none is ever half written. */
export function fileReadingStore(folder: string, logger: Logger): ReadingStore {
  return {
    async load() {
      const names = await readdir(folder).catch(() => []);
      const files = names.filter((name) => name.endsWith(".json"));
      const read = await Promise.all(files.map((name) => readRecorded(path.join(folder, name), logger)));
      return read.filter((recorded) => recorded !== undefined);
    },
    async save(key, recorded) {
      const file = path.join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
      await writeWholeFile(file, JSON.stringify(recorded));
    },
  };
}

async function readRecorded(file: string, logger: Logger): Promise<Recorded | undefined> {
  const parsed = v.safeParse(recordedSchema, await readJsonFile(file));
  if (parsed.success) return parsed.output;
  logger.warn(`${path.basename(file)} cannot be read and is left out: ${parsed.issues[0].message}`);
  return undefined;
}
