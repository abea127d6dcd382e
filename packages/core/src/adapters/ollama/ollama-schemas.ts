import * as v from "valibot";
import { cleanText } from "./clean-text.ts";
import { countSchema as count, lineSchema as line } from "./foreign-schemas.ts";

/*
 * What Ollama may answer, as far as we read it (docs/ollama.md §1, and the recordings, which win over it). Fields that
 * came with later versions are optional; what is not listed here is passed over.
 */

const LONGEST_TEXT = 200_000;

const text = v.pipe(
  v.string(),
  v.transform((value) => cleanText(value, LONGEST_TEXT)),
);
/** RFC 3339 with nanoseconds, which not every runtime reads. */
const instant = v.pipe(
  v.string(),
  v.transform((value) => Date.parse(value.replace(/(\.\d{3})\d+/, "$1"))),
  v.number("not a time"),
);
/** Go writes an empty list as `null` in places. */
const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.nullable(v.array(item)),
    v.transform((list) => list ?? []),
  );

/** `GET /api/version` (docs/ollama.md §1.1). */
export const versionSchema = v.object({ version: v.pipe(line, v.minLength(1)) });

/** What is wrong, as Ollama says it in JSON (docs/ollama.md §1.0). */
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

/** `POST /api/show` (docs/ollama.md §1.3). Tensors are not even looked at: they may weigh megabytes. */
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

/** One answer of `POST /api/generate`, and of `/api/chat`: words, thoughts, or only that it was loaded or unloaded. */
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

/** A line of `POST /api/pull`; an absent `completed` is 0, an absent `total` is not known yet (docs/ollama.md §2.1). */
export const pullLineSchema = v.union([
  errorSchema,
  v.object({ status: line, digest: line, total: v.optional(count), completed: v.nullish(count, 0) }),
  v.object({ status: line, digest: v.optional(v.never()) }),
]);
