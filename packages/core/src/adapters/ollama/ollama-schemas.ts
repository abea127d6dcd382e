import * as v from "valibot";
import { cleanText } from "./clean-text.ts";
import { countSchema as count, lineSchema as line } from "./foreign-schemas.ts";

/*
 * The parts of Ollama's answers that we read (docs/ollama.md §1; where the recordings differ, they are right). Fields
 * of later versions are optional; fields that are not listed here are ignored.
 */

const LONGEST_TEXT = 200_000;

const text = v.pipe(
  v.string(),
  v.transform((value) => cleanText(value, LONGEST_TEXT)),
);
/** RFC 3339 with nanoseconds, which not every runtime can parse. */
const instant = v.pipe(
  v.string(),
  v.transform((value) => Date.parse(value.replace(/(\.\d{3})\d+/, "$1"))),
  v.number("not a time"),
);
/** Go sometimes writes an empty list as `null`. */
const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.nullable(v.array(item)),
    v.transform((list) => list ?? []),
  );

/** `GET /api/version` (docs/ollama.md §1.1). */
export const versionSchema = v.object({ version: v.pipe(line, v.minLength(1)) });

/** Ollama's error messages (docs/ollama.md §1.0). */
export const errorSchema = v.object({ error: line });

const details = v.object({
  format: v.nullish(line, ""),
  family: v.nullish(line, ""),
  parameter_size: v.nullish(line, ""),
  quantization_level: v.nullish(line, ""),
  context_length: v.nullish(count),
});

/** `GET /api/tags` (docs/ollama.md §1.2). */
export const tagsSchema = v.object({
  models: listOf(
    v.object({
      name: line,
      digest: line,
      size: count,
      modified_at: instant,
      details,
      capabilities: v.nullish(v.array(line)),
      remote_host: v.nullish(line),
    }),
  ),
});

/** `GET /api/ps` (docs/ollama.md §1.4). */
export const psSchema = v.object({
  models: listOf(
    v.object({
      name: line,
      size: count,
      size_vram: count,
      expires_at: instant,
      context_length: v.nullish(count),
    }),
  ),
});

/** `POST /api/show` (docs/ollama.md §1.3). Tensors are ignored: they may be megabytes. */
export const showSchema = v.object({
  details,
  model_info: v.nullish(v.record(v.string(), v.unknown()), {}),
  capabilities: v.nullish(v.array(line)),
  requires: v.nullish(line),
  license: v.nullish(text, ""),
  system: v.nullish(text, ""),
  template: v.nullish(text, ""),
  parameters: v.nullish(text, ""),
  modelfile: v.nullish(text, ""),
});

/** `POST /api/generate`: an answer, thoughts, or only that the model was loaded or unloaded. */
export const generateSchema = v.object({
  model: line,
  response: text,
  thinking: v.nullish(text),
  done: v.boolean(),
  done_reason: v.nullish(line),
});

/** `POST /api/chat` (docs/ollama.md §1.5). */
export const chatSchema = v.object({
  model: line,
  message: v.object({ content: text, thinking: v.nullish(text) }),
  done: v.boolean(),
  done_reason: v.nullish(line),
});

/** `POST /api/embed`. */
export const embedSchema = v.object({ model: line, embeddings: v.array(v.array(v.number())) });

/** `GET /api/experimental/model-recommendations` (docs/ollama.md §5.4). */
export const recommendationsSchema = v.object({
  recommendations: listOf(
    v.object({ model: line, description: v.nullish(line, ""), vram_bytes: v.nullish(count) }),
  ),
});

/** A line of `POST /api/pull`; a missing `completed` means 0, a missing `total` means unknown (docs/ollama.md §2.1). */
export const pullLineSchema = v.union([
  errorSchema,
  v.object({ status: line, digest: line, total: v.optional(count), completed: v.nullish(count, 0) }),
  v.object({ status: line, digest: v.optional(v.never()) }),
]);
