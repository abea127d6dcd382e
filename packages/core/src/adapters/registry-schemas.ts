import * as v from "valibot";
import { cleanLine } from "./clean-text.ts";

const line = v.pipe(
  v.string(),
  v.transform((value) => cleanLine(value, 1_000)),
);
const size = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** What is asked for by it becomes part of an address, and of a file's name. */
const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/));

/** A registry's manifest (reference §5.1). */
export const manifestSchema = v.object({
  config: v.object({ digest, size }),
  layers: v.array(v.object({ digest, size, mediaType: v.nullish(line) })),
});

/** The configuration layer of a model (reference §5.1). */
export const configSchema = v.object({
  model_family: v.nullish(line),
  model_type: v.nullish(line),
  file_type: v.nullish(line),
  requires: v.nullish(line),
});
