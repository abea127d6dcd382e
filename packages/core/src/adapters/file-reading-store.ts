import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import * as path from "node:path";
import * as v from "valibot";
import type { Recorded } from "../domain/domain.ts";
import { parseModelName } from "../domain/names.ts";
import type { Logger } from "../ports/logger.ts";
import type { ReadingStore } from "../ports/reading-store.ts";

const text = v.string();
const count = v.pipe(v.number(), v.minValue(0));

const modelName = v.pipe(
  text,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const name = parseModelName(dataset.value);
    if (name) return name;
    addIssue({ message: "not a model name" });
    return NEVER;
  }),
);

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
        name: modelName,
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
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, JSON.stringify(recorded));
      await rename(draft, file);
    },
  };
}

async function readRecorded(file: string, logger: Logger): Promise<Recorded | undefined> {
  try {
    return v.parse(recordedSchema, JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    logger.warn(`${path.basename(file)} cannot be read and is left out: ${String(error)}`);
    return undefined;
  }
}
